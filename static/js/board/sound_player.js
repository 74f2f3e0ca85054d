// Plays the sounds of one announcement one after another. Every wait has an end, so a lost sound never mutes the board.
// window.hallSound.play(sounds, volume) answers {started, spoke, ended, voice, whole}; `started` is 0 when none came.
(() => {
  const FETCH_MS = 5000, HANG_MS = 1500;
  const root = document.documentElement, mute = document.getElementById("mute"), chimes = new Map();
  const audio = new AudioContext(), loudness = new GainNode(audio);
  let stopped = false, source = null;
  loudness.connect(audio.destination);

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

  const orNothing = sound => sound.catch(error => { console.warn("board:", error.message); return null; });

  // The chime is kept once it came; until then each announcement asks for it anew.
  async function chime(address) {
    if (!chimes.has(address)) chimes.set(address, await load(address));
    return chimes.get(address);
  }

  function sound(buffer) {
    source = new AudioBufferSourceNode(audio, { buffer });
    source.connect(loudness);
    const playing = source, ended = new Promise(done => { playing.onended = done; });
    playing.start();
    return within(buffer.duration * 1000 + HANG_MS, ended).catch(() => playing.stop()).finally(() => playing.disconnect());
  }

  async function play(sounds, volume) {
    stopped = false;
    loudness.gain.value = volume;
    const loads = new Map(sounds.map(each => [each.src, orNothing(each.voice ? load(each.src) : chime(each.src))]));
    let started = 0, spoke = 0;
    for (const each of sounds) {
      const buffer = await loads.get(each.src);
      if (stopped || !running()) break;
      if (!buffer) continue;
      started ||= Date.now();
      if (each.voice) spoke ||= Date.now();
      await sound(buffer);
      await sleep(each.pause);
    }
    return { started, spoke, ended: Date.now(), voice: spoke > 0, whole: !stopped && running() };
  }

  function stop() {
    stopped = true;
    source?.stop();
  }

  // A browser may forbid sound until somebody touches the screen; it may also take it away later.
  const wake = () => within(HANG_MS, audio.resume()).catch(() => {}).finally(show);
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, wake);
  audio.addEventListener("statechange", show);
  setInterval(() => running() || wake(), 5000);
  orNothing(chime(document.getElementById("hall").dataset.chime));
  show();
  window.hallSound = { play, stop, running };
})();
