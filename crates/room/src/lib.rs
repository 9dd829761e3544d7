//! What serves in one room: a hub on this laptop, for the others of its centre. Its key is in memory alone, what it keeps is in a folder
//! that the app deletes, and who may speak is said by the app.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::num::NonZeroU32;
use std::sync::Arc;

use pana_app::contract::room::RoomDevice;
use pana_app::{OpenRoom, RoomFault, RoomOf, Rooms};
use pana_hub::db::{DbPlace, PoolLimits};
use pana_hub::{FilesPlace, Hub, HubKey, Limits};
use pana_model::{CentreId, DeviceId};
use pana_wire::hub::RoomSaid;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Rooms in which a hub serves.
#[derive(Debug, Clone, Copy)]
pub struct HubRooms;

/// A hub that serves. To drop it ends it, after what it is answering.
struct HubRoom {
    hub: Hub,
    at: SocketAddr,
    runtime: Runtime,
    end: Option<oneshot::Sender<()>>,
    served: Option<JoinHandle<()>>,
}

impl Rooms for HubRooms {
    fn open(&self, room: &RoomOf<'_>) -> Result<Box<dyn OpenRoom>, RoomFault> {
        let folder = |_: pana_hub::HubError| RoomFault::Folder;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|_| RoomFault::Folder)?;
        let listener = runtime.block_on(bind(room.listen)).ok_or(RoomFault::Listen)?;
        let at = listener.local_addr().map_err(|_| RoomFault::Listen)?;
        let key = HubKey::passing().map_err(folder)?;
        let said = RoomSaid::from_bytes(&(room.said)(&key.public())).map_err(|_| RoomFault::Folder)?;
        let pool = DbPlace::Sqlite(room.folder.join("hub.db")).pool(PoolLimits::default());
        let pool = pool.map_err(|_| RoomFault::Folder)?;
        let files = FilesPlace::Folder(room.folder.join("files")).open().map_err(|_| RoomFault::Folder)?;
        let centre = CentreId::from_bytes(room.centre);
        let known = devices(room.devices);
        let hub = Hub::in_room((pool, files), (centre, &known, said), key, limits(), Arc::new(now_ms));
        let hub = runtime.block_on(hub).map_err(folder)?;
        let (end, ended) = oneshot::channel::<()>();
        let serving = hub.clone();
        let served = runtime.spawn(async move {
            let until = async { drop(ended.await) };
            drop(pana_hub::serve(&serving, listener, None, until).await);
        });
        Ok(Box::new(HubRoom { hub, at, runtime, end: Some(end), served: Some(served) }))
    }
}

impl OpenRoom for HubRoom {
    fn at(&self) -> SocketAddr {
        SocketAddr::new(address_of(self.at.ip()), self.at.port())
    }

    fn own(&self) -> SocketAddr {
        SocketAddr::new(reached_here(self.at.ip()), self.at.port())
    }

    fn key(&self) -> [u8; 32] {
        self.hub.public_key()
    }

    fn serve(&self, known: &[RoomDevice]) {
        self.hub.set_room_devices(&devices(known));
    }

    fn asked(&self) -> Vec<([u8; 16], u64)> {
        self.hub.room_asked().into_iter().map(|(device, at)| (*device.as_bytes(), at)).collect()
    }
}

impl Drop for HubRoom {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            // Whoever served may have ended before.
            let _ = end.send(());
        }
        if let Some(served) = self.served.take() {
            drop(self.runtime.block_on(served));
        }
    }
}

/// Listens at the first of these that is free.
async fn bind(at: &[SocketAddr]) -> Option<tokio::net::TcpListener> {
    for at in at {
        if let Ok(listener) = tokio::net::TcpListener::bind(at).await {
            return Some(listener);
        }
    }
    None
}

/// Whoever serves gives all that is here, and everybody else is in the room: nobody asks too often.
fn limits() -> Limits {
    Limits { requests_a_minute: NonZeroU32::MAX, ..Limits::default() }
}

fn devices(known: &[RoomDevice]) -> Vec<pana_hub::RoomDevice> {
    let device = |device: &RoomDevice| pana_hub::RoomDevice {
        device: DeviceId::from_bytes(device.device),
        key: device.key,
        stands: device.stands,
    };
    known.iter().map(device).collect()
}

/// By which address this laptop reaches what it serves itself.
const fn reached_here(listens: IpAddr) -> IpAddr {
    match listens {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        one => one,
    }
}

/// Where others find this laptop: the address by which it would send to them. Nothing is sent to find it out.
fn address_of(listens: IpAddr) -> IpAddr {
    if !listens.is_unspecified() {
        return listens;
    }
    // Networks of rooms, and of a cable alone; the last is any other.
    let reaches = ["192.168.255.255:9", "10.255.255.255:9", "172.16.255.255:9", "169.254.255.254:9", "192.0.2.1:9"];
    let found = reaches.into_iter().find_map(|to| {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        socket.connect(to).ok()?;
        Some(socket.local_addr().ok()?.ip()).filter(|ip| !ip.is_unspecified() && !ip.is_loopback())
    });
    found.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

fn now_ms() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_laptop_reaches_itself_where_it_listens_and_where_it_listens_everywhere() {
        for (listens, reached) in
            [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("192.0.2.7", "192.0.2.7"), ("2001:db8::7", "2001:db8::7")]
        {
            assert_eq!(reached_here(listens.parse().unwrap()), reached.parse::<IpAddr>().unwrap());
        }
        assert!(!address_of("0.0.0.0".parse().unwrap()).is_unspecified());
        assert_eq!(address_of("192.0.2.7".parse().unwrap()), "192.0.2.7".parse::<IpAddr>().unwrap());
    }
}
