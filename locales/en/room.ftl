### In one room

room-title = Exchange in one room, without internet
room-hint = Both laptops are on one network (a router without internet will do) or on one cable. One of them opens the exchange, the others type its address. What goes between them can be read by nobody else.
room-serve-title = The others come to this laptop
room-minutes-label = For how long
# $minutes: so many
room-minutes-choice = { $minutes } minutes
room-open-action = Open the exchange
room-visit-title = This laptop goes to another one
room-visit-label = The address on the other laptop’s screen
room-serves-title = The others can exchange with this laptop now
room-address-label = Address:
room-alone-message = This laptop is on no network. Join it and the other one to one Wi-Fi or cable, end the exchange and open it again.
room-serves-hint = On the other laptop: “Laptops”, “Exchange in one room”, and this address. A new laptop can be invited too, with eight words.
room-begins-message = Getting ready: the others are given everything in a moment.
# $time: hours and minutes
room-until-message = Open until { $time }
# $count: changes that came from others
room-came-message =
    { $count ->
        [one] { $count } change came
       *[other] { $count } changes came
    }
room-nobody-message = Nobody has come yet.
# $time: hours and minutes
room-asked-message = here at { $time }
room-close-action = End the exchange
room-lock-hint = It ends when this laptop locks. While somebody exchanges, it does not lock by itself.
room-over-message = The exchange has ended. What came is here.
# $count: changes that the other laptop took
room-given-message =
    { $count ->
        [0] The other laptop had everything already
        [one] The other laptop took { $count } change
       *[other] The other laptop took { $count } changes
    }
room-left-message = Some of it the other laptop did not take: it does not know the laptop that wrote it. Exchange with it once more after it has met that one.
