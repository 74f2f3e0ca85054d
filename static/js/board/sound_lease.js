// Holds the zone's loudspeaker with the server, which says who speaks and what: one board at a time, one announcement
// after another. The page decides nothing; it asks every two seconds, at each call and after each announcement.
(() => {
  const BEAT_MS = 2000, LEASE_MS = 7000;
  const address = document.getElementById("hall").dataset.sound, mark = document.getElementById("speaker");
  const owner = Array.from(crypto.getRandomValues(new Uint8Array(12)), byte => byte.toString(16).padStart(2, "0")).join("");
  let done = 0, heard = true, playing = false, asking = false, again = false, held = 0;

  const post = facts => fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ owner, audible: window.hallSound.running(), ...facts }),
    signal: AbortSignal.timeout(5000),
    keepalive: true,
  });

  async function ask() {
    again = true;
    if (asking) return;
    asking = true;
    while (again) {
      again = false;
      await tell().catch(error => console.warn("board:", error.message));
    }
    asking = false;
  }

  async function tell() {
    const reported = done;
    const answer = await post({ done, heard, free: !playing });
    if (answer.status === 401 || answer.status === 403) return clearInterval(beating); // only the office's own boards speak
    if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
    const { owner: mine, say } = await answer.json();
    if (done === reported) done = 0;
    if (mine) held = performance.now();
    else if (playing) window.hallSound.stop(); // another board has taken over
    mark.hidden = !mine;
    if (say && !playing) speak(say);
  }

  async function speak(say) {
    playing = true;
    const said = await window.hallSound.play(say.sounds, say.volume);
    playing = false;
    if (said.whole) [done, heard] = [say.no, said.started > 0];
    if (said.started) {
      document.documentElement.dataset.spoken = say.no;
      document.dispatchEvent(new CustomEvent("spoken", { detail: { no: say.no, ...said } }));
    }
    ask();
  }

  function beat() {
    // Out of reach for longer than the lease, another board speaks by now.
    if (playing && performance.now() - held > LEASE_MS) window.hallSound.stop();
    ask();
  }

  document.addEventListener("call", () => mark.hidden || ask()); // a hundred silent boards need not ask at each call
  addEventListener("pagehide", () => { post({ leaving: true }).catch(() => {}); });
  const beating = setInterval(beat, BEAT_MS);
  ask();
})();
