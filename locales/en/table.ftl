### Words in exported tables: read by whoever is given the file.

## Headings of the tables, in the second row of each.

table-head-interview = Interview
table-head-case = Case number
table-head-version = Version of the questionnaire
table-head-member = Led by
# $zone: UTC+05:00
table-head-started = Begun ({ $zone })
# $zone: UTC+05:00
table-head-finished = Finished ({ $zone })
table-head-finished-month = Month in which it was finished
table-head-incomplete = Finished with answers missing
table-head-practice = Practice centre
table-head-parent = Belongs to
table-head-instance = Row
table-head-code = Code in this file

## In place of an answer, in brackets, where answers are written in words.

table-state-declined = does not wish to answer
table-state-unknown = does not know
table-state-later = ask later
table-state-withheld = not for this file
table-state-apart = two different answers, not settled
table-state-yes = yes
table-state-no = no
