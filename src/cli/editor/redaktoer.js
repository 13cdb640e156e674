// What the editor in the browser does besides: a field that was left empty, or emptied, is not written into the page.
const empty = (value) => value === '' || value === null || value === undefined || value.size === 0;
const filled = (value) => (value && value.map && value.filterNot ? value.map(filled).filterNot(empty) : value);

CMS.registerEventListener({ name: 'preSave', handler: ({ entry }) => filled(entry.get('data')) });
