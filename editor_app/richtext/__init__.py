"""Markdown slices to and from a QTextDocument; QtGui, no widgets."""
