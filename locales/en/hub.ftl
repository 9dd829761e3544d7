### The hub of the centre: laptops exchange over the internet

hub-title = Exchange over the internet
hub-never-message = This laptop has not met the hub yet
# $when: a moment
hub-met-message = Last exchange: { $when }
# $count: changes that the hub has not got yet
hub-waits-message =
    { $count ->
        [0] nothing waits
        [one] one change waits
       *[other] { $count } changes wait
    }
hub-apart-message = Another laptop named another hub. A coordinator settles it by naming one once more.
hub-meet-action = Exchange now
# Beside a box that is ticked or not.
hub-by-itself-label = Exchange by itself
hub-by-itself-hint = While somebody works on this laptop and there is internet. An interview does not wait for it.
hub-runs-message = An exchange is under way
# $when: time of the last try, which failed
hub-tried-message = Tried by itself: { $when }
hub-stop-hint = What has come through stays if you stop. You can go on working meanwhile.
hub-stopped-message = Stopped. What had come through stays, and the next time it goes on from there.
# $count: changes that the hub took
hub-given-message =
    { $count ->
        [0] The hub lacked nothing
        [one] The hub took one change and keeps it
       *[other] The hub took { $count } changes and keeps them
    }
hub-full-message = The hub takes no more: the room given to the centre is full. What is left waits here. Tell the hub’s keeper.
hub-told-full-message = The hub was told of as many erasures as it may be. What was erased since lies on there, sealed. Tell the hub’s keeper.
hub-left-message = Some of it the hub did not take: it was not told of the laptop that wrote it. It goes when a coordinator’s laptop has met the hub.
hub-forks-message = A laptop of the centre has written twice under one number: its folder was copied. Both are kept. Tell the coordinator.

hub-join-title = Bring the centre to a hub
hub-join-hint = A hub is a computer on the internet by which laptops exchange; it cannot read what they write. Without one they exchange by USB.
hub-address-label = The hub’s address
hub-token-label = The secret that the hub’s keeper gave you
hub-join-action = Bring it there
