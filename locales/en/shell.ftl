### The frame around every screen: top bar, foot, keys, lock, cover.

shell-skip-action = Skip to content
shell-nav-label = Main screens
shell-nav-home = Today
shell-nav-people = People
shell-nav-services = Services
shell-nav-questionnaires = Questionnaires
shell-nav-export = Export
shell-nav-members = Members
shell-nav-laptops = Laptops
shell-nav-doctor = Check
shell-nav-settings = Settings
# Opens the list of the screens that have no room in the top bar.
shell-nav-more-action = More
shell-language-label = Language
# In an interview, where the languages of the questions stand in another list. $language: English
shell-language-option = Window: { $language }
shell-practice-label = Practice centre
shell-room-label = Exchange open
# Beside the brand, when this is the demo centre with invented people.
shell-demo-label = Demo: invented people

## Foot. It says what is true now.

# $time: 14:02
shell-saved-message = Saved on this laptop, { $time }
shell-saved-calm-message = Kept on this laptop
# Before the first answer of an interview.
shell-empty-message = Nothing is written down yet
shell-saving-message = Saving…
shell-failed-message = Not saved. The text stays on the screen
shell-retry-action = Try again
# $count: changes that no other device has.
shell-unsent-message =
    { $count ->
        [0] Nothing waits to leave this laptop
        [one] 1 change is only on this laptop
       *[other] { $count } changes are only on this laptop
    }
# The hub has them; $count: changes that no other laptop has.
shell-at-hub-message =
    { $count ->
        [one] 1 change is at the hub and on no other laptop yet
       *[other] { $count } changes are at the hub and on no other laptop yet
    }
shell-keys-action = Keys
shell-lock-action = Lock
shell-cover-action = Cover
# Before locking, when the last answer could not be saved.
shell-lock-unsaved-message = The last answer is not saved. If you lock now, it is lost.
shell-lock-anyway-action = Lock all the same
shell-stay-action = Stay here

## Keys (F1)

shell-keys-title = Keys on this screen
shell-keys-close-action = Close
shell-key-find = find a person
shell-key-new = new interview
shell-key-lock = lock, nothing is lost
shell-key-cover = cover the screen
shell-key-help = these keys
shell-key-size = larger and smaller text, ordinary size
shell-key-solid = press the solid button
shell-key-answer = choose that answer; 0 is “other”
shell-key-move = move, tick
shell-key-clear = take the answer back
shell-key-place = move it up or down in a ranking
shell-key-next = next question
shell-key-back = previous question
shell-key-unknown = does not know
shell-key-declined = does not wish to answer
shell-key-later = ask later
shell-key-language = language of the questions
shell-key-stop = stop and keep
shell-key-jump = jump to a section
shell-key-line = new line in a long text
shell-key-add = add one more to the list
shell-key-rows = move through the list
shell-key-open = open the row
shell-key-search = back to the search
shell-key-again = read the file again
shell-key-stop-meeting = stop the exchange; what was taken in is kept
shell-key-no-erase = back to the person, nothing is erased

## While something takes long

shell-wait-message = One moment…
shell-back-action = Back
shell-cancel-action = Cancel
# Page title when something cannot be shown.
shell-broken-title = This cannot be shown now
