### How laptops meet by a USB stick.

meet-title = Exchange by USB
meet-hint = Laptops give each other by a USB stick what one has and the other lacks. No internet is needed.
meet-calm-message = Nothing was taken in yet, and nothing written.
# Beside the title while the exchange runs.
meet-keep-label = Do not pull out the stick
meet-step-put = Put the stick in
meet-step-look = Look what is there
meet-step-exchange = Exchange
meet-step-take = Take it out
meet-folder-label = Folder on the stick
meet-folder-hint = Put the stick in, then choose a folder on it or type its path.
meet-look-action = Look what is there
meet-laptops-action = List of laptops

## The preview

# $device: name of the laptop
meet-came-title = From { $device }
meet-unknown-label = an unknown laptop
# $when: 22 November, 17:40
meet-came-when-message = Written: { $when }
meet-events-message =
    { $count ->
        [one] One change
       *[other] { $count } changes
    }
# $count: how many of them are not on this laptop
meet-new-message =
    { $count ->
        [0] all of it is here
       *[other] not here yet: { $count }
    }
# $part: number of the part
meet-part-missing-label = Part { $part } is missing
meet-part-torn-label = Part { $part } does not read to its end
# $count: changes in this part
meet-part-hint =
    { $count ->
        [one] One change is in it. The rest is taken in, and this part is asked for again.
       *[other] { $count } changes are in it. The rest is taken in, and this part is asked for again.
    }
meet-part-later-label = comes later
meet-nothing-message = Nothing here is for this laptop. You can write for others.
meet-reads-label = Take in what came to this laptop
# $count: files
meet-other-others = Files for other laptops: { $count }
meet-other-centre = Files of another centre: { $count }. They are not taken in.
meet-other-newer = Files that a newer Pana wrote: { $count }. Bring Pana up to date on this laptop.
meet-other-broken = Broken files: { $count }
meet-other-unread = Files that the stick does not give: { $count }
meet-more-message = There are too many files in this folder; not all were looked at.
meet-goes-title = What goes from this laptop
meet-goes-hint = For which laptops?
meet-alone-message = The centre has no other laptop yet.
meet-private-label = Personal meetings
meet-private-hint = only for those with the permission, under a lock of their own
meet-lost-hint = Should the stick get lost, nobody but our laptops can open what is on it.
meet-choose-message = Choose to take in what came, or a laptop to write for.
meet-go-action = Begin the exchange

## The exchange runs

# $done, $total: numbers
meet-doing-looking =
    { $total ->
        [0] Looking what is on the stick
       *[other] Looked at: { $done } / { $total }
    }
meet-doing-reaching = Connecting
meet-doing-giving = Changes sent: { $done } / { $total }
meet-doing-reading = Changes taken in: { $done } / { $total }
meet-doing-giving-files = Files sent: { $done } / { $total }
meet-doing-reading-files = Files fetched: { $done } / { $total }
meet-doing-awaiting = Waiting until the other laptop has taken it in
meet-doing-counting = Counting what the others lack
meet-doing-writing = Changes written: { $done } / { $total }
meet-doing-checking = Reading again what was written
# $count: people who are new on this laptop
meet-people-message = New people: { $count }
meet-stop-action = Stop
meet-stop-hint = If you stop, what was taken in until then is kept. Nothing half-written stays on the stick.
meet-look-stop-hint = Nothing was taken in yet, and nothing written.
meet-away-hint = You can go to another screen and work on.

## The exchange is over

meet-done-title = The exchange is done
meet-pull-title = The stick may be pulled out
# $count: changes written
meet-written-message =
    { $count ->
        [0] The others lacked nothing. What is here was written down and read back.
        [one] One change was written, read back and is right. Take the stick to the laptops you chose.
       *[other] { $count } changes were written, read back and are right. Take the stick to the laptops you chose.
    }
# $count: changes taken in
meet-brought-events-message =
    { $count ->
        [0] There was nothing new
        [one] Taken in: one change
       *[other] Taken in: { $count } changes
    }
# $count: files
meet-brought-files-message = Files of answers that came: { $count }
# $count: questions with two answers
meet-conflicts-message = Questions with two answers: { $count }
meet-conflicts-hint = Both are kept; which one is right is for a person to say.
meet-lacks-label = Not everything was there
meet-lacks-hint = What was there is taken in; the rest comes with the next exchange.
# $count: changes that wait for others
meet-waiting-hint =
    { $count ->
        [one] One change waits for an entry that has not come yet. It comes with the next exchange.
       *[other] { $count } changes wait for entries that have not come yet. They come with the next exchange.
    }
# $count: entries of unknown laptops that were not taken
meet-not-taken-message = Entries of unknown laptops, not taken: { $count }
meet-not-taken-hint = There were too many of them, so the rest stays where it came from. Exchange again once the coordinator’s laptop has said whose laptop it is.
# $count: a number
meet-aside-message = Set aside: { $count }
meet-aside-hint = They do not count, and nothing of them is lost.
meet-aside-action = Look
meet-laptop-label = Laptop
meet-heard-label = Last heard of
meet-missing-label = It lacks
# $count: changes
meet-on-stick-message =
    { $count ->
        [one] one change, on the stick
       *[other] { $count } changes, on the stick
    }
meet-today-action = Go to today’s work
meet-another-action = Another stick
meet-retry-action = Try again
meet-stopped-title = Stopped. The stick may be pulled out
meet-stopped-message = What was taken in until then is kept. Nothing half-written is left on the stick.

## Whoever is at work was removed on another laptop

meet-left-title = You do not work in this centre any more.
# $count: changes
meet-left-message =
    { $count ->
        [one] One change that is here and nowhere else was written on this stick. Give the stick to a coordinator. The laptop locks in a minute.
       *[other] { $count } changes that are here and nowhere else were written on this stick. Give the stick to a coordinator. The laptop locks in a minute.
    }
