"""What every page uses: context, navigation, markup, formats, privacy, undo."""
