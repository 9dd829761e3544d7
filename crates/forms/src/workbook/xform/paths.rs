//! Paths as an XForm writes them.

/// A path seen from a node.
pub(super) fn absolute(path: &str, at: &str) -> String {
    let path = plain_path(path);
    let mut steps: Vec<&str> =
        if path.starts_with('/') { Vec::new() } else { at.split('/').filter(|step| !step.is_empty()).collect() };
    let path = path.strip_prefix("current()/").unwrap_or(&path);
    for step in path.split('/').filter(|step| !step.is_empty() && *step != ".") {
        if step == ".." {
            steps.pop();
        } else {
            steps.push(step);
        }
    }
    steps.iter().fold(String::new(), |out, step| out + "/" + step)
}

/// A path without what stands in brackets.
pub(super) fn without_predicates(path: &str) -> String {
    let mut depth = 0_u32;
    let outside = |c: &char| {
        match c {
            '[' => depth = depth.saturating_add(1),
            ']' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    path.chars().filter(outside).collect()
}

/// A path without white space.
pub(super) fn plain_path(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
