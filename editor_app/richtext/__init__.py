"""Rich text: blocks of Markdown shown in a QTextDocument and read back, formatting commands, paste. No widgets."""

from editor_app.richtext.reference_guard import guard_singletons

guard_singletons()
