//! Packages of HSDS 1 and 2.
