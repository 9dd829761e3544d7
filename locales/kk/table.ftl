### Шығарылған кестедегі сөздер: файлды алған адам оқиды.

## Кестенің екінші жолындағы баған аттары.

table-head-interview = Сұхбат
table-head-case = Іс нөмірі
table-head-version = Сауалнама нұсқасы
table-head-member = Сұхбатты жүргізген
# $zone: UTC+05:00
table-head-started = Басталған уақыты ({ $zone })
# $zone: UTC+05:00
table-head-finished = Аяқталған уақыты ({ $zone })
table-head-finished-month = Аяқталған айы
table-head-incomplete = Кейбір жауабы жоқ
table-head-practice = Жаттығу орталығы
table-head-parent = Қай жолға қарайды
table-head-instance = Жол
table-head-code = Осы файлдағы коды

## Жауап сөзбен жазылғанда жауаптың орнына жақша ішінде тұрады.

table-state-declined = жауап бергісі келмейді
table-state-unknown = білмейді
table-state-later = кейін сұрау
table-state-withheld = бұл файлға шықпайды
table-state-apart = екі түрлі жауап, әлі шешілмеген
table-state-yes = иә
table-state-no = жоқ
