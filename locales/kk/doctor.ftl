### Сақталғанды тексеру: беті және жазылған күйінде болмауы мүмкін нәрселер. Терминалдағы `pana doctor` те осыны айтады.

doctor-title = Сақталғанды тексеру
doctor-hint = Пана осы ноутбукте сақталғанның бәрін оқып шығып, жазылған күйімен салыстырады. Тексеру ештеңені өзгертпейді.
doctor-wait-hint = Он мың оқиғаға бір секундтай кетеді. Сол кезде басқа беттер күте тұрады, теріп отырғаныңыз жоғалмайды.
doctor-go-action = Қазір тексеру
doctor-again-action = Тағы тексеру
doctor-running-message = Сақталғанның бәрі оқылып жатыр…
doctor-good-title = Бәрі жазылған күйінде
# $count: дұрыс емес жерлер.
doctor-bad-title = { $count } жері жазылған күйінде емес
doctor-bad-message = Тексеру ештеңені өзгерткен де, өшірген де жоқ. Мұнда аталмағанының бәрі дұрыс.
# $time: 14:02
doctor-at-message = Тексерілген уақыты: { $time }
# Жеке кездесуге рұқсаты жоқ қызметкерге әрқашан көрінеді, кездесу болса да, болмаса да.
doctor-part-message = Сізге жабық жеке кездесулер сыртынан ғана тексерілді: тізбегі мен қолтаңбалары қаралды, мазмұны ашылған жоқ.
# $count: көрінбей тұрғаны.
doctor-rest-action = Тағы { $count } жолды көрсету

## Не қаралды. Алдымен аты, содан кейін қандай күйде екені.

doctor-looked-title = Не қаралды
doctor-looked-events-label = Журналдағы оқиғалар
doctor-looked-chain-label = Әр оқиға алдыңғысына жалғасады
doctor-looked-signatures-label = Қолтаңбалар
doctor-looked-bodies-label = Мазмұны
doctor-looked-views-label = Тізімдер мен беттер (журналдан қайта жасалып салыстырылды)
doctor-looked-drafts-label = Аяқталмаған сұхбаттар
doctor-looked-files-label = Жауапқа тіркелген файлдар
doctor-looked-size-label = Дискіде
doctor-holds-message = дұрыс
doctor-broken-message = дұрыс емес
# $size, $free: төмендегі екеуіндей.
doctor-size-message = { $size }, бос орын – { $free }
# $size: сан.
doctor-megabytes-label = { $size } МБ
# $size: сан.
doctor-gigabytes-label = { $size } ГБ

## Не дұрыс емес және не істеу керек. crates/app/src/doctor/finding.rs ішіндегі әр кодқа екі сөйлем.

-doctor-keep = Ештеңені өшірмеңіз, ескі көшірмені де әзірге қайтармаңыз. Деректер бумасын түгел USB-ге көшіріп, үйлестірушіге хабарлаңыз. Қалғанымен жұмыс істей беруге болады.
-doctor-elsewhere = Ол орталықтың басқа ноутбугінде не сақтық көшірмесінде болуы мүмкін. Бәрін осы күйінде қалдырып, үйлестірушіге хабарлаңыз.
# $page: дерекқордың өз сөзі, ағылшынша.
doctor-problem-page = Дерекқор файлының бір беті оқылмайды: { $page }
doctor-remedy-page = { -doctor-keep }
# $name: триггердің, көріністің не кестенің аты.
doctor-problem-schema-foreign = Дерекқорда Пана жасамаған бөгде нәрсе тұр: { $name }
doctor-remedy-schema-foreign = Файлды біреу Панадан тыс ашқан. Ноутбук кімнің қолында болғанын үйлестірушіге айтыңыз, содан кейін құлыптап, ашып, тағы тексеріңіз.
# $date: мұнда соңғы көрілгені.
doctor-problem-store-older = Мұндағы дерек осында соңғы рет көрілгенінен ескі ({ $date })
doctor-remedy-store-older = Орнына ескі көшірме қойылған сияқты. Жаңа буманы іздеңіз, екеуінде қатар жұмыс істемеңіз. Жалғастырмас бұрын үйлестірушімен ақылдасыңыз.
# $counter: аты.
doctor-problem-counter-wrong = Санауыш журналға сай емес: { $counter }
doctor-remedy-counter-wrong = { -doctor-keep }
# $event: ағыны, құрылғысы, нөмірі.
doctor-problem-event-unreadable = { $event } оқиғасы оқылмайды
doctor-remedy-event-unreadable = { -doctor-keep }
# $event: жоғарыдағыдай.
doctor-problem-event-altered = { $event } оқиғасы қол қойылғандағыдай емес
doctor-remedy-event-altered = { -doctor-keep }
# $event: жоғарыдағыдай.
doctor-problem-event-signature = { $event } оқиғасы: ноутбуктің қолтаңбасы сай келмейді
doctor-remedy-event-signature = { -doctor-keep }
# $event: жоғарыдағыдай.
doctor-problem-event-member-signature = { $event } оқиғасы: қызметкердің қолтаңбасы сай келмейді
doctor-remedy-event-member-signature = { -doctor-keep }
# $event: жоғарыдағыдай.
doctor-problem-event-chain = { $event } оқиғасы алдыңғысына жалғаспайды: арасынан бірдеңе алынған не арасына қосылған
doctor-remedy-event-chain = { -doctor-keep }
# $event: жоғарыдағыдай.
doctor-problem-event-closed = { $event } оқиғасы ашылмайды
doctor-remedy-event-closed = { -doctor-keep }
# $event: жоғарыдағыдай.
doctor-problem-event-body-missing = { $event } оқиғасының мазмұны жоқ, ал оны өшіруді ешкім тапсырмаған
doctor-remedy-event-body-missing = { -doctor-elsewhere }
# $event: жоғарыдағыдай; $reason: неге есепке алынбайды.
doctor-problem-event-set-aside =
    { $event } оқиғасы бөлек қойылды: { $reason ->
        [no-right] жазған адамның оған құқығы болмаған
        [removed] жазған адам не ноутбук орталықтан шығарылған
        [contested] екі қызметкер бірін-бірі шығарған, қайсысы дұрыс екенін әлі ешкім растаған жоқ
        [unknown-author] оны жазған адам орталыққа белгісіз
        [waits] одан бұрынғысы мұнда әлі жоқ
        [newer] оны Пананың жаңарақ нұсқасы жазған
       *[other] мұнда белгілі мәліметке сай келмейді
    }
doctor-remedy-event-set-aside = Ол есепке алынбайды, бірақ жоғалған жоқ. Үйлестіруші қарап, шешеді.
# $slot: кілттің орны.
doctor-problem-slot-missing = Кілт жоқ: { $slot }. Сол кілтпен жазылғаны ашылмайды
doctor-remedy-slot-missing = { -doctor-elsewhere }
# $grant: ағыны, кезеңі, қызметкері.
doctor-problem-grant-missing = Журналда аталған рұқсат орнында жоқ: { $grant }
doctor-remedy-grant-missing = Ондай рұқсаты бар үйлестіруші оны қайта бере алады.
# $view: кестенің аты.
doctor-problem-view-differs = Тізім журналға сай емес: { $view }
doctor-remedy-view-differs = Бірде-бір жауап жоғалған жоқ: тізім журналдан жасалады, қайта жасауға болады. Үйлестірушіге хабарлаңыз.
# $draft: белгісі.
doctor-problem-draft-closed = Аяқталмаған сұхбат ашылмайды: { $draft }
doctor-remedy-draft-closed = { -doctor-keep }
# $form: сауалнаманың қысқа аты.
doctor-problem-form-missing = «{ $form }» сауалнамасының адамдардан сұралған бір нұсқасы жоқ
doctor-remedy-form-missing = Жауаптар орнында. Үйлестіруші сол нұсқаны «Сауалнамалар» бетінде қайта енгізеді.
# $form: сауалнаманың қысқа аты.
doctor-problem-form-altered = «{ $form }» сауалнамасы енгізілген кездегідей емес
doctor-remedy-form-altered = Жауаптар орнында. Үйлестіруші сол нұсқаны «Сауалнамалар» бетінде қайта енгізеді.
# $file: белгісі.
doctor-problem-file-missing = Жауапқа тіркелген файл жоқ: { $file }
doctor-remedy-file-missing = { -doctor-elsewhere }
# $file: белгісі.
doctor-problem-file-damaged = Жауапқа тіркелген файл бұрынғыдай емес: { $file }
doctor-remedy-file-damaged = { -doctor-elsewhere }
# $file: белгісі.
doctor-problem-file-orphan = Ешбір жауапқа тіркелмеген файл сақтаулы тұр: { $file }
doctor-remedy-file-orphan = Зияны жоқ, оны ешкім көрмейді. Табылғанын үйлестірушіге айтып қойыңыз.
