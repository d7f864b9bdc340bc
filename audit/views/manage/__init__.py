"""What management sees: the organisation, and its rounds from plan to closing."""
