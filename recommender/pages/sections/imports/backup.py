"""Backups: download a copy of the library, or restore one, with undo."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from recommender.errors import LibraryError
from recommender.pages.support import markup, page_context, undo_toast
from recommender.storage.library import Library
from recommender.workflow.clock import local_day, utc_now
from recommender.workflow.maintenance import restore_library

LARGEST = 4_000  # megabytes: a library of a million articles


def show_backup(library: Library) -> None:
    """Show the backup and the restore."""
    markup.section(
        "Back up",
        f"Everything is in one file on this computer: {library.path}. Keep a copy somewhere "
        "else, in case this computer breaks.",
    )
    st.download_button(
        "Download a backup",
        data=partial(_library_copy, library.path),
        file_name=f"passalong-{local_day(utc_now()):%Y-%m-%d}.sqlite",
        mime="application/vnd.sqlite3",
        on_click="ignore",
    )
    with st.expander("Restore a backup"):
        markup.muted("Replaces this library. The current one is kept, and you can undo this.")
        file = st.file_uploader(
            "The backup", label_visibility="collapsed", key="copy_file", max_upload_size=LARGEST
        )
        if file is not None:
            st.button(
                "Restore this backup",
                key="copy_back",
                type="primary",
                on_click=_restore,
                args=(library.path, file),
            )


def _library_copy(path: Path) -> bytes:
    """Return a compact copy of the whole library, made on the click."""
    with TemporaryDirectory() as folder, Library.open(path) as library:
        copy = Path(folder) / path.name
        library.back_up(copy)
        return copy.read_bytes()


def _restore(path: Path, file: Any) -> None:
    """Restore an uploaded backup; the replaced library is kept for the undo."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / Path(file.name).name
        copy.write_bytes(file.getvalue())
        try:
            kept = restore_library(path, copy, now=utc_now())
        except LibraryError as error:
            page_context.refuse(str(error).replace(f"{folder}/", ""))
            return
    st.session_state.clear()  # nothing in the session belongs to the restored library
    if kept is not None:
        undo_toast.offer("Restored the backup.", partial(_come_back, path, kept))


def _come_back(path: Path, kept: Path) -> None:
    restore_library(path, kept, now=utc_now())
    st.session_state.clear()
