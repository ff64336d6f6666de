"""What zxcvbn says of a password, in French; a test reads from the library that none of its sentences is missing."""

DAVANTAGE = "Ajoutez un ou deux mots, de préférence peu courants."
PERSONNEL = "Évitez votre nom, votre prénom, votre identifiant et votre courriel."
"""Ours: zxcvbn finds these words and says nothing of them."""

FRANCAIS = {
    "Use a few words, avoid common phrases.": "Choisissez quelques mots, mais pas une phrase connue.",
    "No need for symbols, digits, or uppercase letters.": "Signes, chiffres et majuscules ne sont pas nécessaires.",
    "Add another word or two. Uncommon words are better.": DAVANTAGE,
    "Straight rows of keys are easy to guess.": "Des touches qui se suivent sur le clavier se devinent facilement.",
    "Short keyboard patterns are easy to guess.": "Un petit dessin sur le clavier se devine facilement.",
    "Use a longer keyboard pattern with more turns.": "Choisissez des mots plutôt qu’un dessin sur le clavier.",
    'Repeats like "aaa" are easy to guess.': "Une lettre répétée, comme « aaa », se devine facilement.",
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': (
        "« abcabcabc » est à peine plus difficile à deviner que « abc »."
    ),
    "Avoid repeated words and characters.": "Évitez de répéter des mots ou des lettres.",
    'Sequences like "abc" or "6543" are easy to guess.': "Une suite, comme « abc » ou « 6543 », se devine facilement.",
    "Avoid sequences.": "Évitez les suites de lettres ou de chiffres.",
    "Recent years are easy to guess.": "Une année récente se devine facilement.",
    "Avoid recent years.": "Évitez les années récentes.",
    "Avoid years that are associated with you.": "Évitez les années qui comptent pour vous.",
    "Dates are often easy to guess.": "Une date se devine souvent facilement.",
    "Avoid dates and years that are associated with you.": "Évitez les dates et les années qui comptent pour vous.",
    "This is a top-10 common password.": "C’est l’un des dix mots de passe les plus courants.",
    "This is a top-100 common password.": "C’est l’un des cent mots de passe les plus courants.",
    "This is a very common password.": "C’est un mot de passe très courant.",
    "This is similar to a commonly used password.": "Il ressemble à un mot de passe courant.",
    "A word by itself is easy to guess.": "Un mot seul se devine facilement.",
    "Names and surnames by themselves are easy to guess.": "Un nom ou un prénom seul se devine facilement.",
    "Common names and surnames are easy to guess.": "Les noms et prénoms courants se devinent facilement.",
    "Capitalization doesn't help very much.": "Une majuscule au début n’aide guère.",
    "All-uppercase is almost as easy to guess as all-lowercase.": "Tout en majuscules se devine presque aussi vite.",
    "Reversed words aren't much harder to guess.": "Un mot à l’envers n’est guère plus difficile à deviner.",
    "Predictable substitutions like '@' instead of 'a' don't help very much.": (
        "Remplacer « a » par « @ » n’aide guère."
    ),
}


def translate(phrases: list[str]) -> tuple[str, ...]:
    """Of zxcvbn's feedback, in its order; what it does not say is an empty text there."""
    return tuple(FRANCAIS[phrase] for phrase in phrases if phrase)
