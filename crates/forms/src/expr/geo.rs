//! Distances and areas on the Earth, taken as a sphere of its radius at the equator, as the specification says.

const RADIUS: f64 = 6_378_100.0;

/// Latitude and longitude in degrees.
pub(super) type Point = (f64, f64);

/// `lat lon [alt [acc]]`
pub(crate) fn point(text: &str) -> Option<Point> {
    let mut parts = text.split_whitespace();
    let (lat, lon): (f64, f64) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let rest = parts.map(str::parse::<f64>).collect::<Result<Vec<_>, _>>().ok()?;
    let fits = lat.abs() <= 90.0 && lon.abs() <= 180.0 && rest.len() <= 2;
    fits.then_some((lat, lon))
}

/// Points with `;` between them. `None` when one of them is none.
pub(super) fn points(text: &str) -> Option<Vec<Point>> {
    let text = text.trim().trim_end_matches(';');
    if text.is_empty() {
        return None;
    }
    text.split(';').map(point).collect()
}

/// Metres along great circles.
pub(super) fn distance(points: &[Point]) -> f64 {
    points.windows(2).map(|pair| if let [from, to] = pair { leg(*from, *to) } else { 0.0 }).sum()
}

fn leg((lat1, lon1): Point, (lat2, lon2): Point) -> f64 {
    let (phi1, phi2) = (lat1.to_radians(), lat2.to_radians());
    let lambda = (lon2 - lon1).to_radians();
    let cosine = phi1.sin() * phi2.sin() + phi1.cos() * phi2.cos() * lambda.cos();
    cosine.clamp(-1.0, 1.0).acos() * RADIUS
}

/// Square metres inside a ring.
pub(super) fn area(points: &[Point]) -> f64 {
    let ring: Vec<Point> = match (points.first(), points.last()) {
        (Some(first), Some(last)) if first != last => points.iter().chain(std::iter::once(first)).copied().collect(),
        _ => points.to_vec(),
    };
    let sum: f64 = ring
        .windows(2)
        .map(|pair| match pair {
            [from, to] => (to.1 - from.1).to_radians() * (2.0 + from.0.to_radians().sin() + to.0.to_radians().sin()),
            _ => 0.0,
        })
        .sum();
    (sum * RADIUS * RADIUS / 2.0).abs()
}

/// Does the ring hold the point?
pub(super) fn inside((lat, lon): Point, ring: &[Point]) -> bool {
    if ring.len() < 4 || ring.first() != ring.last() {
        return false;
    }
    let mut inside = false;
    for pair in ring.windows(2) {
        let [(lat1, lon1), (lat2, lon2)] = pair else { continue };
        if (lat1 > &lat) != (lat2 > &lat) && lon < (lon2 - lon1) * (lat - lat1) / (lat2 - lat1) + lon1 {
            inside = !inside;
        }
    }
    inside
}
