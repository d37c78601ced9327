// The queue's keys, its dialogs, the place on the page, leases, the card fetched ahead, and sending again what a lost
// connection kept back.
"use strict";
(() => {
  const KEYS_OFF = "citetrail-keys-off";
  const RETRY_MS = 3000;
  const LEASE_MS = 45000;
  const FRESH_MS = 120000; // of a card fetched ahead: less than the lease it stands on
  const PATIENCE_MS = 15000;
  const PIXELS_A_POINT = 2; // as the server draws pages

  const RECORDED = ["/decide", "/undo", "/flag", "/reason", "/rest"];
  // The queue has judged a decision when it took it or says why not: until then it is kept.
  const JUDGED = [404, 409, 422];

  const card = () => document.getElementById("card");
  const find = (selector) => document.querySelector(selector);
  let busy = false;
  let travelling = ""; // the claim whose decision is on its way

  // --- keys

  const typing = (element) =>
    element.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]") !== null;

  function named(event) {
    return event.key === " " ? "Space" : event.key;
  }

  function onKey(event) {
    const dialog = find("dialog[open]");
    if (event.key === "Escape" && event.target.id === "note") {
      event.preventDefault();
      find("#claim-text")?.focus();
      return;
    }
    if (event.ctrlKey && event.key === "Enter" && event.target.id === "note") {
      find("#claim-text")?.focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || dialog || typing(event.target)) return;
    if (localStorage.getItem(KEYS_OFF) && buttonOf(event.key)?.dataset.does !== "help") return;
    const key = named(event);
    // On a button or link, space does what it does everywhere.
    if (key === "Space" && event.target.closest("button, a, summary, label")) return;
    const { nextEvidence, previousEvidence } = document.body.dataset;
    if (key === nextEvidence || key === previousEvidence) {
      showEvidence(key === nextEvidence ? 1 : -1);
      event.preventDefault();
      return;
    }
    if (event.repeat) {
      if (buttonOf(key)) event.preventDefault();
      return;
    }
    if (busy && queue(key)) event.preventDefault();
    else if (!busy && act(key)) event.preventDefault();
  }

  const buttonOf = (key) => find(`[data-key="${CSS.escape(key.length === 1 ? key.toLowerCase() : key)}"]`);

  function act(key) {
    const button = buttonOf(key);
    if (!button) return false;
    if (button.disabled) return true;
    if (button.dataset.does === "note") openNote();
    else button.click();
    return true;
  }

  // --- keys pressed while a decision travels: each waits its turn, for the card that it was meant for

  const pressed = []; // { key, claim }; claim is empty where the card on screen was decided already
  const OPENS = ["correct", "note", "help"];
  const REASON = /^[0-9-]$/;

  function queue(key) {
    if (!buttonOf(key) && !REASON.test(key)) return false;
    const last = pressed.at(-1);
    // What follows is typed into the field that this key will open.
    if (last && OPENS.includes(buttonOf(last.key)?.dataset.does)) return true;
    const shown = card()?.dataset.claim || "";
    const taken = shown === travelling || pressed.some((each) => each.claim === shown && !REASON.test(each.key));
    pressed.push({ key, claim: taken || REASON.test(key) ? "" : shown });
    return true;
  }

  // Takes the next key that waits; true when one did.
  function takeKey() {
    const next = pressed.shift();
    if (!next) return false;
    if (next.claim && next.claim !== card()?.dataset.claim) {
      pressed.length = 0;
      failed("A key was not recorded: its card went away before its turn came. Look at this card and decide.");
      return false;
    }
    act(next.key);
    return busy || takeKey();
  }

  // --- swipes: as far as a third of the screen, so that none is made by mistake

  let swipe = null; // { x, y, bar }

  function onTouchStart(event) {
    swipe = null;
    const from = event.target;
    if (!("swipes" in document.body.dataset) || event.touches.length !== 1 || find("dialog[open]")) return;
    if (!card()?.contains(from) || from.closest("input, textarea, select, .sheet, .recent")) return;
    const { clientX: x, clientY: y } = event.touches[0];
    swipe = { x, y, bar: from.closest(".decide") !== null };
  }

  function onTouchEnd(event) {
    if (!swipe || String(getSelection())) return;
    const across = event.changedTouches[0].clientX - swipe.x;
    const down = event.changedTouches[0].clientY - swipe.y;
    const far = innerWidth / 3;
    if (Math.abs(across) > far && Math.abs(across) > 2 * Math.abs(down)) press(across > 0 ? "accept" : "reject");
    else if (swipe.bar && down < -80 && Math.abs(down) > 2 * Math.abs(across)) press("unsure");
  }

  function press(action) {
    const button = find(`[data-does="${action}"]`);
    if (button && !busy) act(button.dataset.key);
  }

  function showEvidence(step) {
    const items = [...document.querySelectorAll(".quotes > li")];
    if (items.length < 2) return;
    const at = items.findIndex((item) => item.classList.contains("current"));
    const next = items[(at + step + items.length) % items.length];
    choose(items, next);
    next.querySelector("[data-show][hx-get]:not([hx-get=''])")?.click();
    next.scrollIntoView({ block: "nearest" });
  }

  function choose(items, chosen) {
    for (const item of items) item.classList.toggle("current", item === chosen);
    say(chosen.querySelector(".said").textContent);
  }

  function openNote() {
    const details = find(".note");
    if (!details) return;
    details.open = true;
    find("#note").focus();
  }

  function onClick(event) {
    const opener = event.target.closest("[data-open]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.open);
      dialog?.showModal();
      dialog?.querySelector("input[type=search], input[type=radio]:checked, button")?.focus();
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    if (event.target.closest("[data-note]")) openNote();
    const zoomed = event.target.closest("[data-zoom]");
    if (zoomed?.matches("button")) zoom(Number(zoomed.dataset.zoom));
    const turned = event.target.closest("[data-hit]");
    if (turned) goToHit(Number(turned.dataset.hit));
    const shown = event.target.closest("[data-show]");
    if (shown) choose([...document.querySelectorAll(".quotes > li")], shown.closest("li"));
  }

  function onInput(event) {
    const list = event.target.dataset?.filter;
    if (!list) return;
    const words = event.target.value.toLowerCase();
    for (const item of document.querySelectorAll(`#${list} > li`)) {
      item.hidden = !item.textContent.toLowerCase().includes(words);
    }
  }

  // --- the page image

  function place(root) {
    for (const image of root.querySelectorAll(".sheet img")) {
      const move = () => {
        const top = Number(image.closest(".page").dataset.top) * PIXELS_A_POINT;
        const sheet = image.closest(".sheet");
        if (image.naturalHeight && top) {
          const at = (top / image.naturalHeight) * image.clientHeight;
          sheet.scrollTop = Math.max(0, at - sheet.clientHeight / 3);
        }
      };
      const give = () => {
        image.hidden = true;
        image.nextElementSibling.hidden = false;
      };
      if (image.complete && image.naturalHeight) move();
      else if (image.complete && image.currentSrc) give();
      image.addEventListener("load", move, { once: true });
      image.addEventListener("error", give, { once: true });
    }
  }

  const ZOOMS = ["", "150", "200", "300"];

  function zoom(step) {
    const sheet = find(".sheet");
    if (!sheet) return;
    const at = ZOOMS.indexOf(sheet.dataset.zoom || "") + step;
    sheet.dataset.zoom = ZOOMS[Math.min(Math.max(at, 0), ZOOMS.length - 1)];
    place(sheet.parentElement);
    sheet.scrollLeft = (sheet.scrollWidth - sheet.clientWidth) / 2;
  }

  let hit = 0; // the mark last gone to, in the text of a paper

  function goToHit(step) {
    const marks = [...document.querySelectorAll(".plaintext mark")];
    hit = ((hit + step - 1 + marks.length) % marks.length) + 1;
    const mark = marks[hit - 1];
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  }

  // --- saying aloud

  function say(words) {
    const line = document.getElementById("said");
    if (line) line.textContent = words;
  }

  function arrived(root) {
    place(root);
    const here = card();
    if (root !== here && root !== document) return;
    if (root === here && here) {
      greet(here);
      say(`${here.dataset.said || ""} ${here.dataset.text || "Nothing waits for you here."}`);
    }
    if (!free() && here) lookAhead();
  }

  // Words stay whole; a script without spaces can only be cut.
  function brief(text) {
    return text.length <= 60 ? text : `${text.slice(0, 59).replace(/\s+\S*$/, "")} …`;
  }

  function greet(here) {
    window.scrollTo(0, 0);
    find("#claim-text")?.focus({ preventScroll: true });
    document.title = `${brief(here.dataset.text || "Queue")} · citetrail`;
  }

  // The last decision has its answer; true when a key that waited for that took over.
  function free() {
    busy = false;
    travelling = "";
    document.body.classList.remove("busy");
    return takeKey();
  }

  function occupy(claim) {
    busy = true;
    travelling = claim;
    document.body.classList.add("busy");
  }

  // --- the next card, fetched while this one is read: a key shows it at once and sends the decision meanwhile

  let ahead = null; // { after, card, at }

  async function lookAhead() {
    const here = card();
    ahead = null;
    if (!here?.dataset.next || !find("#card-form")) return;
    try {
      const answer = await fetch(here.dataset.next);
      if (answer.status !== 200 || answer.redirected) return;
      const next = parsed(await answer.text()).querySelector("#card[data-claim]");
      if (!next || card() !== here) return;
      const made = document.importNode(next, true);
      ahead = { after: here.dataset.claim, card: made, at: Date.now() };
      // Decoded now, so that it is painted together with the card.
      await made.querySelector(".sheet img")?.decode();
    } catch {
      // Without it, or without its image, the next card comes with the decision's answer.
    }
  }

  function parsed(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    return made.content;
  }

  const isAhead = () =>
    ahead !== null && ahead.after === card()?.dataset.claim && Date.now() - ahead.at < FRESH_MS && unsent.count() === 0;

  async function moveOn(path, body) {
    const left = card();
    const next = ahead.card;
    const recent = left.querySelector(".recent");
    ahead = null;
    // Kept before it is sent: a window closed now sends it when it is opened again, and it counts once.
    if (RECORDED.includes(path)) unsent.remember(path, body);
    left.querySelector("dialog[open]")?.close();
    left.replaceWith(next);
    let swapped = false; // then the new card's arrival frees the keys
    if (recent) next.prepend(recent);
    greet(next);
    place(next);
    htmx.process(next);
    try {
      const answer = await post(path, body);
      const text = await judged(answer);
      unsent.forget(unsent.tokenOf(body));
      if (answer.ok) {
        swapped = settle(text);
      } else {
        // Refused: back to the card as it was left, with the words that say why.
        if (recent) left.prepend(recent);
        card().replaceWith(left);
        greet(left);
        failed(text);
      }
    } catch (error) {
      if (RECORDED.includes(path)) await keep(error.status);
      else failed("No answer from the queue. Nothing was lost; try again in a moment.");
    } finally {
      if (!swapped && !free() && unsent.count() === 0) lookAhead();
    }
  }

  // The words of an answer that settles a decision; any other answer is thrown, with its status.
  async function judged(answer) {
    if (!answer.ok && !JUDGED.includes(answer.status)) {
      throw Object.assign(new Error(answer.statusText), { status: answer.status });
    }
    return answer.text();
  }

  function post(path, body) {
    return fetch(path, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRF-Token": document.body.dataset.csrf,
        "HX-Request": "true",
      },
      body,
      keepalive: true,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  }

  // The answer to a decision: where its card stands on the screen already, only what is around it changes. True when the
  // whole card was swapped.
  function settle(text) {
    const told = parsed(text);
    const answer = told.querySelector("#card");
    const here = card();
    if (!here || here.dataset.claim !== answer.dataset.claim || here.dataset.mark !== answer.dataset.mark) {
      htmx.swap("#card", text, { swapStyle: "outerHTML" });
      return true;
    }
    say(`${answer.dataset.said} ${here.dataset.text}`);
    find("#reasons")?.remove();
    for (const [selector, put] of [
      [".recent", (part) => (find(".recent") ? find(".recent").replaceWith(part) : here.prepend(part))],
      ["#paper-claims", (part) => find("#paper-claims")?.replaceWith(part)],
      ["#meter", (part) => find("#meter")?.replaceWith(part)],
      ["#reasons", (part) => here.append(part)],
    ]) {
      const part = told.querySelector(selector);
      if (!part) continue;
      part.removeAttribute("hx-swap-oob");
      put(part);
      htmx.process(part);
    }
    return false;
  }

  // --- what the queue has not judged: kept, and sent again

  // After an answer with this status, or none. Signed out, it waits for its reviewer to sign in again; where the page is
  // out of date, for a reload.
  async function keep(status) {
    tell(status);
    if (status === 401) {
      await unsent.sealed();
      location.assign("/login");
    } else if (status !== 403) setTimeout(sendAgain, RETRY_MS);
  }

  const WHY = {
    401: ["You are signed out.", "will be sent when you sign in again"],
    403: ["The queue no longer takes decisions from this page.", "will be sent when you reload it"],
  };

  function tell(status) {
    const banner = document.getElementById("offline");
    const count = unsent.count();
    const [why, then] = WHY[status] || ["No answer from the queue.", "will be sent again"];
    banner.hidden = count === 0;
    banner.textContent = count
      ? `${why} ${count === 1 ? "Your last decision is" : `${count} decisions are`} kept in this browser and ${then}.`
      : "";
  }

  let sending = false;
  async function sendAgain() {
    await unsent.ready;
    const [first] = unsent.all();
    if (!first) tell();
    if (!first || sending) return;
    if (busy) {
      setTimeout(sendAgain, RETRY_MS);
      return;
    }
    sending = true;
    try {
      const answer = await post(first.path, first.body);
      const text = await judged(answer);
      unsent.forget(first.token);
      tell();
      if (!answer.ok) failed(text);
      else if (card() && !busy && first.path !== "/reason") settle(text);
      if (answer.ok) say(`Sent. ${card()?.dataset.text || ""}`);
    } catch (error) {
      await keep(error.status);
      return;
    } finally {
      sending = false;
    }
    if (unsent.count() > 0) sendAgain();
    else if (!busy) lookAhead();
  }

  function failed(words) {
    const banner = document.getElementById("offline");
    banner.hidden = false;
    banner.textContent = words.slice(0, 300) || "That did not work. Reload the page.";
  }

  function bodyOf(detail) {
    const told = new URLSearchParams();
    const values = detail.requestConfig?.formData || detail.requestConfig?.parameters || {};
    for (const [name, value] of values instanceof FormData ? values.entries() : Object.entries(values)) {
      told.append(name, value);
    }
    return told.toString();
  }

  function lost(event) {
    const path = event.detail.requestConfig?.path || "";
    if (RECORDED.includes(path)) keep(event.detail.xhr?.status);
    else failed("No answer from the queue. Nothing was lost; try again in a moment.");
    free();
  }

  // --- the lease of the card on screen

  async function renew() {
    const here = card();
    if (!here?.dataset.claim || document.hidden) return;
    try {
      const answer = await fetch("/lease", {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRF-Token": document.body.dataset.csrf },
        body: new URLSearchParams({ claim: here.dataset.claim, ahead: ahead?.card.dataset.claim || "", of_paper: here.dataset.ofPaper || "" }),
      });
      if (!answer.ok) return;
      const told = await answer.json();
      if (ahead && told.ahead) ahead.at = Date.now();
      else if (ahead) lookAhead();
      if (!told.kept) failed("Somebody else took this card while you were away.");
      else if (unsent.count() === 0) document.getElementById("offline").hidden = true;
    } catch {
      failed("No connection to the queue. What you decide now is kept here and sent later.");
    }
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("touchstart", onTouchStart, { passive: true });
  document.addEventListener("touchend", onTouchEnd);
  document.addEventListener("click", onClick);
  document.addEventListener("input", onInput);
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb !== "post") return;
    if (busy) {
      event.preventDefault();
      return;
    }
    const { path } = event.detail.requestConfig;
    const body = bodyOf(event.detail);
    if (path !== "/reason") occupy(path === "/decide" || path === "/skip" ? card()?.dataset.claim || "" : "");
    document.getElementById("offline").hidden = true;
    if ((path === "/decide" || path === "/skip") && isAhead()) {
      event.preventDefault();
      moveOn(path, body);
    } else if (RECORDED.includes(path)) unsent.remember(path, body);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { requestConfig, xhr } = event.detail;
    const settled = (xhr.status >= 200 && xhr.status < 400) || JUDGED.includes(xhr.status);
    if (RECORDED.includes(requestConfig.path) && settled) unsent.forget(unsent.tokenOf(bodyOf(event.detail)));
  });
  document.addEventListener("htmx:afterSettle", (event) => arrived(event.detail.elt.id === "card" ? card() : event.detail.elt));
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);
  document.addEventListener("htmx:responseError", (event) => {
    const { status, responseText } = event.detail.xhr;
    if (!JUDGED.includes(status)) return lost(event);
    failed(responseText);
    free();
  });
  document.addEventListener("DOMContentLoaded", () => {
    arrived(document);
    tell();
    sendAgain();
    setInterval(renew, LEASE_MS);
    const keys = document.getElementById("keys-on");
    if (keys) {
      keys.checked = !localStorage.getItem(KEYS_OFF);
      keys.addEventListener("change", () =>
        keys.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1"));
    }
  });
})();
