// Money, as people write it. The API counts in centimes.

const FORMAT = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });

/** « 1 234,50 € ». @param {number} centimes */
export const euros = (centimes) => FORMAT.format(centimes / 100);
