// Plays one announcement: chime, a breath, voice. Every wait has an end, so a lost sound never mutes the board.
// window.hallSound.announce(address) answers {started, ended, voice}, or null when there is no sound at all.
(() => {
  const CHIME_TO_VOICE_MS = 300, FETCH_MS = 5000, HANG_MS = 1500;
  const root = document.documentElement, mute = document.getElementById("mute");
  const audio = new AudioContext();
  let chime = null;

  const sleep = ms => new Promise(done => setTimeout(done, ms));
  const within = (ms, wait) => Promise.race([wait, sleep(ms).then(() => { throw new Error("too slow"); })]);
  const running = () => audio.state === "running";

  function show() {
    root.dataset.audio = running() ? "running" : "suspended";
    mute.hidden = running();
  }

  async function load(address) {
    const answer = await fetch(address, { signal: AbortSignal.timeout(FETCH_MS) });
    if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
    return within(FETCH_MS, answer.arrayBuffer().then(bytes => audio.decodeAudioData(bytes)));
  }

  // The chime is kept once it came; until then each announcement asks for it anew.
  const loadChime = async () => (chime ??= await load(document.getElementById("hall").dataset.chime));
  const orNothing = sound => sound.catch(error => { console.warn("board:", error.message); return null; });

  function play(sound) {
    const source = new AudioBufferSourceNode(audio, { buffer: sound });
    source.connect(audio.destination);
    const ended = new Promise(done => { source.onended = done; });
    source.start();
    return within(sound.duration * 1000 + HANG_MS, ended).catch(() => source.stop()).finally(() => source.disconnect());
  }

  async function announce(address) {
    if (!running()) return null;
    const fetched = orNothing(load(address)), first = await orNothing(loadChime());
    let started = Date.now();
    if (first) {
      await play(first);
      await sleep(CHIME_TO_VOICE_MS);
    }
    const voice = await fetched;
    if (!voice || !running()) return first && { started, ended: Date.now(), voice: false };
    if (!first) started = Date.now();
    await play(voice);
    return { started, ended: Date.now(), voice: true };
  }

  // A browser may forbid sound until somebody touches the screen; it may also take it away later.
  const wake = () => within(HANG_MS, audio.resume()).catch(() => {}).finally(show);
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, wake);
  audio.addEventListener("statechange", show);
  setInterval(() => running() || wake(), 5000);
  orNothing(loadChime());
  show();
  window.hallSound = { announce };
})();
