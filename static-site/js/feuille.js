// A stylesheet that few pages need, asked for while something else is fetched.

/** Without it, everything can still be read and filled. @param {string} adresse */
export function wear(adresse) {
  if (document.querySelector(`link[href="${adresse}"]`)) return undefined;
  const feuille = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: adresse });
  return new Promise((resolve) => {
    feuille.onload = feuille.onerror = resolve;
    document.head.append(feuille);
  });
}
