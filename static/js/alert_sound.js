// A new alert sounds once, shortly, on each screen that shows it; one that was heard here stays silent after a reload.
(() => {
  const HEARD = "alerts-heard";
  let audio;

  const newest = () => Math.max(0, ...[...document.querySelectorAll("[data-alert]")].map(each => Number(each.dataset.alert)));

  function beep(pitches) {
    audio ??= new AudioContext();
    if (audio.state !== "running") return void audio.resume();
    pitches.forEach((pitch, i) => {
      const at = audio.currentTime + i * 0.22, tone = audio.createOscillator(), loudness = audio.createGain();
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.25, at);
      loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.2);
      tone.connect(loudness).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.21);
    });
  }

  function hear() {
    const id = newest();
    if (id <= Number(sessionStorage.getItem(HEARD) ?? 0)) return;
    sessionStorage.setItem(HEARD, id);
    document.documentElement.dataset.heard = id;
    beep(document.querySelector(".alert.alarm") ? [880, 660, 880, 660] : [660, 880]);
  }

  document.addEventListener("htmx:after:swap", hear);
  hear();
})();
