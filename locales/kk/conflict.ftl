### Екі компьютерде бөлек жазылғандар: тізімі, салыстыруы, адамның шешімі.

conflict-title = Шешілуі керек
conflict-hint = Ештеңе өздігінен таңдалған жоқ, ештеңе жоғалған жоқ. Біреу шешкенше екі жағы да көрсетіледі, адамды көбірек қорғайтыны есепке алынады.
conflict-none-message = Шешетін ештеңе жоқ.
# Тізім бір адамдікі ғана болғанда.
conflict-all-action = Шешілуі керектің бәрі
# $count: неше жерде.
conflict-home-message = Екі компьютерде екі түрлі жазылғаны: { $count }. Біреу шешуі керек.
conflict-person-message = Екі компьютерде екі түрлі жазылғаны: { $count }.
# Қажеттіліктер бетінде. $count: неше жерде.
conflict-needs-message = Екі компьютерде екі түрлі жазылғаны: { $count }. Мұндағы қорытынды соңғы жазылған жауапқа сүйенеді.
conflict-open-action = Шешілуі керек
# $shown: неше жол көрініп тұр; $count: барлығы нешеу.
conflict-rest-action = Тағы көрсету: { $count } жолдан { $shown } көрініп тұр
conflict-private-label = Жеке кездесу
conflict-settle-action = Шешу
conflict-look-action = Қарау
# $name: кім жазды; $device: қай компьютерде; $date: қашан.
conflict-by-message = { $name }, { $device }, { $date }
conflict-by-unknown-message = { $name }, { $date }
conflict-doubt-label = ол компьютердің сағаты күмәнді

# Бұл не екені: жолдың алдындағы белгі.
conflict-kind-consent = Екі келісім
conflict-kind-fact = Екі мәлімет
conflict-kind-answer = Екі жауап
conflict-kind-removed = Түзету мен өшіру
conflict-kind-referral = Екі хабар
conflict-kind-need = Екі шешім
conflict-kind-status = Жабық па, ашық па
conflict-kind-follow-up = Екі күн
conflict-kind-worker = Екі қызметкер
conflict-kind-link = Бір адам ба?

# Біреуін шешетін бет.
conflict-one-title = Екеуіміз екі түрлі жазыппыз
conflict-one-hint = Екеуі де сақталды. Сіздің орныңызға ештеңе таңдалған жоқ.
conflict-careful-message = Біреу шешкенше адамды көбірек қорғайтын жауап есепке алынады.
conflict-sides-label = Не жазылған
conflict-says-nothing = енді ештеңе айтылмаған
conflict-says-removed = тізімнен шығарылған
# $answers: жауап саны.
conflict-says-changed = тізімде қалдырылып, түзетілген ({ $answers } жауап)
conflict-says-never = енді ешкім сұрамайды
# $reason: неге; $date: қай күннен.
conflict-says-closed = жабық: { $reason }, { $date } күнінен
conflict-says-open = ашық
conflict-says-same = бір адам
conflict-says-apart = екі бөлек адам
conflict-says-need-accepted = қабылданды
conflict-says-need-set-aside = кейінге қойылды
conflict-says-need-added = қолмен қосылды
conflict-says-consent-given = беруге болады
conflict-says-consent-refused = беруге болмайды
conflict-says-consent-withdrawn = қайтарып алды
conflict-says-consent-not-asked = сұралмаған
conflict-other-option = Басқа жауап
conflict-other-label = Қандай жауап?
conflict-anew-option = Басқа жауаптардан қайта есептеу
conflict-asked-option = Адамнан қайта сұрадым, жауабы осы
conflict-words-label = Неге? Мұны басқалар оқиды: оңаша айтылғанды жазбаңыз.
conflict-choose-message = Алдымен дұрысын таңдап, себебін жазыңыз.
conflict-save-action = Жазу
conflict-later-action = Кейін шешу
conflict-undo-hint = Таңдалмағаны оқиғаларда сақталады. Мұны кері қайтаруға болады.
conflict-may-not-message = Мұны осы істі жүргізетін қызметкер не супервайзер шешеді: соған айтыңыз.
conflict-settled-message = Жазылды.
conflict-still-message = Тағы бір жауап келді. Ол сіз таңдағанның қасында тұр.
# $count: нешеуі қалды.
conflict-next-action = Жалғастыру: { $count } қалды
conflict-done-action = Тізімге қайту
conflict-again-action = Бәрібір басқасын таңдау
conflict-interview-action = Сұхбатты ашу
# Басқа бетте шешілетіні.
conflict-door-referral-hint = Бұл жолдаманың бетінде шешіледі: ондағы келесі қадамыңыз екеуін де атайды.
conflict-door-needs-hint = Бұл қажеттіліктер бетінде шешіледі: сонда тағы бір рет шешіңіз.
conflict-door-person-hint = Бұл адамның парақшасында шешіледі: сонда тағы бір рет айтыңыз.
conflict-door-same-hint = Бұл адамның парақшасында, басқа жазбаларының қасында шешіледі.
conflict-door-action = Сонда бару
# Сұхбаттың бір жауабында. $answers: сонда тұрған басқа жауаптар.
conflict-beside-message = Екі жауап. Басқа компьютерде: { $answers }
