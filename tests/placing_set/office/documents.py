"""The documents that LibreOffice prints."""

from . import english, german, german_forms, others, slavic

DOCUMENTS = tuple(
    it
    for module in (german, german_forms, english, others, slavic)
    for name, it in vars(module).items()
    if name.startswith(("de_", "en_", "ru_", "fr_", "es_", "it_", "pl_", "tr_"))
)
"""Functions that write one each; told whether to mark the places."""
