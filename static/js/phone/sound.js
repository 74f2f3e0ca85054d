// A call is heard, too: three rising tones, made here. A browser lets a page sound only after a touch, so a button asks.
(() => {
  const button = document.getElementById("sound"), main = document.getElementById("now");
  const NOTES_HZ = [659, 784, 1047], NOTE_S = 0.35;
  let audio;

  function chime() {
    if (audio?.state !== "running") return;
    NOTES_HZ.forEach((hz, i) => {
      const tone = audio.createOscillator(), loudness = audio.createGain(), at = audio.currentTime + i * NOTE_S;
      tone.frequency.value = hz;
      loudness.gain.setValueAtTime(0.5, at);
      loudness.gain.exponentialRampToValueAtTime(0.001, at + 2 * NOTE_S);
      tone.connect(loudness).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 2 * NOTE_S);
    });
  }

  button.addEventListener("click", async () => {
    audio ??= new AudioContext();
    await audio.resume();
    button.hidden = true;
    chime(); // so that one knows what to listen for
  });
  main.addEventListener("called", chime);
  button.hidden = typeof AudioContext === "undefined" || !main.querySelector("[data-poll]");
})();
