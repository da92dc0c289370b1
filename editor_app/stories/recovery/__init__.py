"""What was typed and not saved yet, kept on this machine so that no crash, kill or power cut takes it."""
