//! Integrations linked to a customer: recorded with their settings, never called.
