"""The secret questions (R20, R21)."""

QUESTIONS = {
    "premiere-ecole": "Quel était le nom de votre première école ?",
    "premier-animal": "Comment s’appelait votre premier animal ?",
    "ami-enfance": "Quel était le prénom de votre meilleur ami d’enfance ?",
    "rue-enfance": "Dans quelle rue habitiez-vous enfant ?",
    "premier-metier": "Quel a été votre premier métier ?",
    "livre-prefere": "Quel livre vous a le plus marqué ?",
}
"""Closed list: a question of one's own is too often its own answer."""
