"""Components with their own script and style: the note, lists, the way back."""
