// Decisions kept in the browser until the queue has judged them: in the order in which they were made, sealed with a key
// that the server gives to their reviewer only. Whoever sits down next can neither read nor send them.
"use strict";
const unsent = (() => {
  const OLD = "citetrail-unsent"; // as the version before kept them, unsealed
  const { reviewer, keepId, keepKey } = document.body.dataset;
  const PREFIX = `citetrail-unsent.${keepId}.`;
  // Without a secure connection browsers seal nothing: what is kept then goes with the window.
  const sealing = Boolean(globalThis.crypto?.subtle);
  const store = sealing ? localStorage : sessionStorage;
  const kept = []; // { name, path, body, token, sealed }
  let made = 0;
  const found = Object.keys(store).filter((name) => keepId && name.startsWith(PREFIX)).sort();
  let unread = found.length;

  const bytesOf = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const textOf = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const key =
    sealing && keepKey
      ? crypto.subtle.importKey("raw", bytesOf(keepKey), "AES-GCM", false, ["encrypt", "decrypt"])
      : Promise.resolve(null);

  async function seal(told) {
    const plain = new TextEncoder().encode(JSON.stringify(told));
    if (!(await key)) return textOf(plain);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key, plain);
    return `${textOf(iv)}.${textOf(sealed)}`;
  }

  async function open(text) {
    const [iv, sealed] = text.split(".");
    const plain = (await key)
      ? await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytesOf(iv) }, await key, bytesOf(sealed))
      : bytesOf(text);
    return JSON.parse(new TextDecoder().decode(plain));
  }

  const tokenOf = (body) => new URLSearchParams(body).get("token");

  function remember(path, body) {
    const token = tokenOf(body);
    if (!keepId || kept.some((each) => each.token === token)) return;
    made += 1;
    const name = `${PREFIX}${String(Date.now()).padStart(15, "0")}.${String(made).padStart(6, "0")}`;
    const told = { name, path, body, token };
    kept.push(told);
    told.sealed = seal({ path, body }).then((text) => {
      if (kept.includes(told)) store.setItem(name, text); // it may have been judged meanwhile
    });
  }

  function forget(token) {
    const at = kept.findIndex((each) => each.token === token);
    if (at < 0) return;
    store.removeItem(kept[at].name);
    kept.splice(at, 1);
  }

  async function load() {
    for (const name of found) {
      try {
        const { path, body } = await open(store.getItem(name));
        kept.push({ name, path, body, token: tokenOf(body), sealed: Promise.resolve() });
      } catch {
        // Sealed with a key that is no longer ours: it stays, unreadable.
      }
      unread -= 1;
    }
    const old = JSON.parse(localStorage.getItem(OLD) || "[]");
    for (const each of old.filter((each) => each.reviewer === reviewer)) remember(each.path, each.body);
    const others = old.filter((each) => each.reviewer !== reviewer);
    if (others.length) localStorage.setItem(OLD, JSON.stringify(others));
    else localStorage.removeItem(OLD);
  }

  return {
    remember,
    forget,
    tokenOf,
    all: () => [...kept],
    count: () => kept.length + unread,
    ready: load(),
    sealed: () => Promise.all(kept.map((each) => each.sealed)),
  };
})();
