"""The PDF as evidence: prepared once, one revision a signer, and a closing seal."""
