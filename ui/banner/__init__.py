"""The patient banner: who the page is about, by the NHS Common User Interface. Asks no service."""
