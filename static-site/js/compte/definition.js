// What is asked to create a compte, onglet by onglet (R7, R9), in the shape of a démarche: one engine checks both.
// The names of the champs are their paths in what the API takes, so that its errors find them.

const NAISSANCE = { type: 'date', libelle: 'Date de naissance', min: '1900-01-01', max: 'aujourdhui' };
const PRENOMS = 'Tous, dans l’ordre, séparés par des virgules.';
const MODES = [{ valeur: 'courriel', libelle: 'Par courriel' }, { valeur: 'telephone', libelle: 'Par téléphone (SMS)' }];
const LIENS = [{ valeur: 'adulte', libelle: 'Adulte' }, { valeur: 'enfant', libelle: 'Enfant' }];

const IDENTITE = {
  nom: 'identite',
  titre: 'Identité',
  aide: 'Comme sur votre pièce d’identité, avec les accents : la mairie s’en sert pour vous reconnaître, et votre identifiant en est fait.',
  champs: [
    { nom: 'identite.civilite', type: 'choix', libelle: 'Civilité', obligatoire: false, autocomplete: 'honorific-prefix',
      options: [{ valeur: 'madame', libelle: 'Madame' }, { valeur: 'monsieur', libelle: 'Monsieur' }] },
    { nom: 'identite.nom_naissance', type: 'texte', libelle: 'Nom de naissance', longueur_max: 80, autocomplete: 'family-name' },
    { nom: 'identite.nom_usage', type: 'texte', libelle: 'Nom d’usage', longueur_max: 80, obligatoire: false, aide: 'Si vous portez un autre nom, par exemple celui de votre époux ou épouse.' },
    { nom: 'identite.prenoms', type: 'texte', libelle: 'Premier prénom', longueur_max: 80, autocomplete: 'given-name' },
    { nom: 'identite.autres_prenoms', type: 'texte', libelle: 'Autres prénoms', longueur_max: 240, obligatoire: false, aide: 'Dans l’ordre, séparés par des virgules.', autocomplete: 'additional-name' },
    { ...NAISSANCE, nom: 'identite.naissance.date', aide: 'Par exemple : 27 3 1985.', autocomplete: 'bday' },
    { nom: 'identite.naissance.lieu', type: 'texte', libelle: 'Commune ou pays de naissance', longueur_max: 100 },
  ],
};

const coordonnees = (parSms) => ({
  nom: 'coordonnees',
  titre: 'Coordonnées',
  aide: 'Votre identifiant arrive par courriel. L’adresse permet à la mairie de valider votre compte. Le téléphone n’est demandé que si vous choisissez les SMS.',
  champs: [
    { nom: 'coordonnees.courriel', type: 'courriel', libelle: 'Courriel', autocomplete: 'email', aide: 'Vérifiez-le : sans lui, vous ne recevrez pas votre identifiant.' },
    { nom: 'coordonnees.adresse', type: 'adresse', libelle: 'Adresse', autocomplete: 'street-address' },
    { nom: 'communication', type: 'choix', libelle: 'Mode de communication', options: MODES, aide: 'Comment la mairie vous prévient quand une démarche avance. L’identifiant et le mot de passe passent toujours par courriel.' },
    { nom: 'coordonnees.telephone', type: 'telephone', libelle: 'Téléphone', obligatoire: parSms, autocomplete: 'tel', aide: 'Un numéro de mobile pour les SMS.' },
  ],
});

/** @param {number} rang */
const membre = (rang) => [
  { nom: `membres.${rang}.lien`, type: 'choix', libelle: 'Adulte ou enfant', options: LIENS },
  { nom: `membres.${rang}.nom_naissance`, type: 'texte', libelle: 'Nom de naissance', longueur_max: 80 },
  { nom: `membres.${rang}.prenoms`, type: 'texte', libelle: 'Prénoms', longueur_max: 240, aide: PRENOMS },
  { ...NAISSANCE, nom: `membres.${rang}.naissance.date` },
];

const securite = (questions) => ({
  nom: 'securite',
  titre: 'Sécurité',
  aide: 'Le mot de passe ouvre votre compte. La question sert si vous l’oubliez.',
  champs: [
    { nom: 'securite.question', type: 'choix', libelle: 'Question secrète', compact: true, options: questions.map((q) => ({ valeur: q.code, libelle: q.libelle })) },
    { nom: 'securite.reponse', type: 'texte', libelle: 'Réponse à la question secrète', aide: 'Une réponse que vous seul connaissez et que vous n’oublierez pas. Majuscules ou minuscules, peu importe.', autocomplete: 'off' },
  ],
});

/** @param {Record<string, any>} valeurs @param {number} membres how many @param {{code: string, libelle: string}[]} questions */
export const definition = (valeurs, membres, questions) => ({
  etapes: [
    IDENTITE,
    coordonnees(valeurs.communication === 'telephone'),
    {
      nom: 'foyer',
      titre: 'Foyer',
      aide: 'Facultatif. Les personnes déclarées ici n’ont plus à être ressaisies dans vos démarches, par exemple pour l’école.',
      champs: [...Array(membres).keys()].flatMap(membre),
    },
    securite(questions),
  ],
});
