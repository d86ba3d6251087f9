"""Reads, changes and resets the user's settings."""

import os
from pathlib import Path, PureWindowsPath

from recommender.errors import NotPossibleError, SettingError
from recommender.settings import (
    Settings,
    apply_environment,
    change,
    setting_names,
    text_of,
)
from recommender.sharing.channels import get_channel
from recommender.storage.library import Library
from recommender.workflow.embedding import full_path, load_embedding


def settings(library: Library) -> Settings:
    """Return the settings of a library, overridden by the environment."""
    chosen = Settings()
    known = setting_names()
    for name, text in library.settings.all().items():
        if name in known:  # settings of a later version stay in the library unread
            chosen = change(chosen, name, text)
    return apply_environment(chosen, os.environ)


def choose(library: Library, name: str, text: str) -> Settings:
    """Save one setting, given as text, and return all settings.

    Raises:
        SettingError: There is no such setting, or the text is not a value for it.
    """
    if name == "channel":
        _check_channel(text)
    if name == "watched_folder" and text and not _is_of_windows(text):
        folder = full_path(Path(text))
        if not folder.is_dir():
            raise SettingError(f"There's no folder {folder}. Create it, or choose another.")
        text = str(folder)
    if name == "semantic_folder" and text:
        folder = full_path(Path(text))
        load_embedding(folder)
        text = str(folder)
    changed = change(settings(library), name, text)
    with library.write():
        library.settings.save(name, text_of(changed, name))
    return changed


def unchoose(library: Library, name: str) -> Settings:
    """Reset one setting to its default, and return all settings.

    Raises:
        SettingError: There is no such setting.
    """
    text_of(Settings(), name)  # raises for an unknown name
    with library.write():
        library.settings.reset(name)
    return settings(library)


def _is_of_windows(text: str) -> bool:
    """Tell whether the path is of a Windows machine, and this isn't one: a library may move."""
    return os.name != "nt" and bool(PureWindowsPath(text).drive)


def _check_channel(name: str) -> None:
    try:
        get_channel(name)
    except NotPossibleError as error:
        raise SettingError(str(error)) from error
