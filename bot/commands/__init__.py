"""What `chatsign …` does; `bot.cli` names the commands and imports these lazily."""
