//! The material beside the project.
