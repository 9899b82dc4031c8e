/** What browser.ts calls inside of the page. Plain JavaScript: types of a document are nowhere else wanted. */

/** What the Markdown became, before the charts are drawn. */
globalThis.look = () => {
  const all = (selector) =>
    [...document.querySelectorAll('article *')].filter((e) => e.matches(selector));
  const texts = (selector) => all(selector).map((element) => element.textContent);
  return {
    tags: [...new Set(all('*').map((element) => element.tagName.toLowerCase()))].sort(),
    headings: texts('h1, h2, h3, h4, h5, h6'),
    links: all('a').map((element) => element.getAttribute('href')),
    preformatted: texts('details > pre'),
  };
};

/** Puts each chart in the place of its source; returns a complaint, or null, for each. */
globalThis.draw = async (theme) => {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    theme: theme === 'dark' ? 'dark' : 'default',
  });
  const complaints = [];
  for (const [i, source] of [...document.querySelectorAll('code.language-mermaid')].entries()) {
    try {
      await mermaid.parse(source.textContent);
      const { svg } = await mermaid.render(`chart${i}`, source.textContent);
      const place = document.createElement('div');
      place.innerHTML = svg;
      source.parentElement.replaceWith(place);
      complaints.push(null);
    } catch (error) {
      complaints.push(String(error));
    }
  }
  return complaints;
};

globalThis.unfold = () => {
  for (const folded of document.querySelectorAll('details')) folded.open = true;
};
