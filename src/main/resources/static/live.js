// Keeps the list of stories on this page up to date (server-sent events). The page is whole without it.
(() => {
  'use strict';
  const box = document.querySelector('.live[data-stream]');
  if (!box || !window.EventSource) return;
  const say = box.dataset, list = box.parentElement, most = 200;
  const status = box.querySelector('[role=status]'), show = box.querySelector('.live-show');
  const pause = box.querySelector('.live-pause');
  const address = new URL(say.stream, location.href);
  const catalogue = new URL('/', location.href);
  address.searchParams.forEach((value, name) => {
    if (!['lang', 'since', 'last'].includes(name)) catalogue.searchParams.append(name, value);
  });
  // the number in the heading is that of another time as soon as anything happens
  const heading = list.querySelector('h1'), wasEmpty = !!list.querySelector('.empty');
  const uncount = () => {
    let count = heading && heading.querySelector('.count');
    if (heading && !count && wasEmpty) {
      count = document.createElement('span');
      count.className = 'count';
      heading.append(' ', count);
    }
    if (count) { count.textContent = say.counting; count.lang = document.documentElement.lang; }
  };
  let stream = null, again = 0, paused = false, held = new Map(), missed = 0, stale = false;

  const link = item => (item.querySelector('h3 a') || {}).pathname;
  const id = item => link(item).split('/').pop();
  // to the microsecond, so that texts compare as the times do
  const time = item => item.dataset.at.replace(/(?:\.(\d+))?Z$/, (end, part = '') => '.' + part.padEnd(9, '0'));
  // the order of the list, and of the pages that go on where it ends
  const isAhead = (one, other) => time(one) === time(other) ? id(one) < id(other) : time(one) > time(other);
  const items = () => [...list.querySelectorAll('.day .story')];
  const find = path => items().find(item => link(item) === path);
  const words = item => {
    const copy = item.cloneNode(true);
    copy.querySelectorAll('.live-mark, time').forEach(part => part.remove());
    return copy.textContent.replace(/\s+/g, ' ').trim();
  };

  const mark = (item, kind, words = say[kind]) => {
    item.querySelectorAll('.live-mark').forEach(old => old.remove());
    item.classList.remove('live-fresh', 'live-changed', 'live-gone');
    item.classList.add('live-' + kind);
    const label = document.createElement('span');
    label.className = 'live-mark';
    label.textContent = words;
    (item.querySelector('h3') || item).append(label);
  };

  const place = (day, item) => {
    const date = day.querySelector('h2 time').dateTime;
    const days = [...list.querySelectorAll('.day')];
    let home = days.find(other => other.querySelector('h2 time').dateTime === date);
    if (!home) {
      home = day;
      home.querySelectorAll('.story').forEach(one => one.remove());
      const older = days.find(other => other.querySelector('h2 time').dateTime < date);
      if (older) older.before(home);
      else if (days.length) days[days.length - 1].after(home);
      else box.after(home);
    }
    const after = [...home.querySelectorAll('.story')].find(other => isAhead(item, other));
    if (after) after.before(item);
    else home.querySelector('ol').append(item);
    list.querySelectorAll('.empty').forEach(part => part.remove());
    shorten();
  };

  const drop = item => {
    const day = item.closest('.day');
    item.remove();
    if (!day.querySelector('.story')) day.remove();
  };

  const older = () => list.querySelector('.pager .older');

  // what leaves the list begins the next page
  const shorten = () => {
    const all = items();
    if (all.length <= most) return;
    all.slice(most).forEach(drop);
    if (!older()) {
      const pager = document.createElement('nav'), next = document.createElement('a');
      pager.className = 'pager';
      pager.setAttribute('aria-label', say.pages);
      next.className = 'older';
      next.rel = 'next';
      next.textContent = say.older;
      pager.append(next);
      list.append(pager);
    }
    if (older().rel !== 'next') return;
    const next = new URL(catalogue);
    next.searchParams.set('before', all[most - 1].dataset.at);
    next.searchParams.set('after', id(all[most - 1]));
    older().href = next;
  };

  const tell = () => {
    const fresh = missed + held.size;
    show.hidden = !fresh && !stale;
    show.textContent = stale || !fresh ? say.late : fresh + ' ' + say.new;
    box.classList.toggle('live-waiting', !show.hidden);
  };

  const put = (story, day) => {
    const item = day.querySelector('.story'), old = find(link(item));
    if (old) {
      const same = words(old) === words(item) && !old.classList.contains('live-gone');
      if (same) return;
      if (time(old) === time(item)) old.replaceWith(item);
      else { drop(old); place(day, item); }
      mark(item, 'changed');
      return;
    }
    const last = items().pop();
    if (older() && last && isAhead(last, item)) return;
    if (window.scrollY > box.offsetTop + 100) {
      held.set(link(item), story);
      if (held.size > most) { missed += held.size; held = new Map(); }
      uncount();
      return;
    }
    place(day, item);
    uncount();
    mark(item, story.kind === 'new' ? 'fresh' : 'changed');
  };

  const parse = story => new DOMParser().parseFromString(story.html, 'text/html').querySelector('.day');

  const on = {
    story: story => {
      const day = story.html && parse(story);
      if (day && day.querySelector('.story h3 a')) put(story, document.adoptNode(day));
    },
    gone: story => {
      const path = '/stories/' + story.storyId, item = find(path);
      held.delete(path);
      if (item) { uncount(); mark(item, 'gone', story.withdrawn ? say.gone : say.left); }
    },
    more: rest => { uncount(); missed += rest.count; stale = stale || rest.unread; },
    reset: () => { stale = true; },
  };

  const close = () => {
    clearTimeout(again);
    if (stream) stream.close();
    stream = null;
  };
  const open = () => {
    close();
    if (paused || document.hidden) return;
    stream = new EventSource(address);
    stream.onopen = () => { status.textContent = say.on; };
    stream.onerror = () => {
      status.textContent = say.lost;
      // turned away: the browser does not try again by itself
      if (stream && stream.readyState === EventSource.CLOSED) again = setTimeout(open, 15000 + Math.random() * 30000);
    };
    for (const name of Object.keys(on)) {
      stream.addEventListener(name, event => {
        on[name](JSON.parse(event.data));
        if (event.lastEventId) address.searchParams.set('last', event.lastEventId);
        tell();
      });
    }
  };

  show.addEventListener('click', () => {
    if (missed || stale) { location.reload(); return; }
    const stories = [...held.values()];
    held = new Map();
    window.scrollTo(0, 0);
    stories.forEach(on.story);
    tell();
  });
  pause.addEventListener('click', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', paused);
    if (paused) { close(); status.textContent = say.off; } else open();
  });
  document.addEventListener('visibilitychange', () => document.hidden ? close() : open());
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', event => { if (event.persisted) open(); });
  box.hidden = false;
  open();
})();
