### Деректерді файлға шығару.

export-title = Деректерді шығару
export-hint = Бір сауалнаманың аяқталған сұхбаттарын бумаға жазады. Бұл әр адамның «Кім көрді» тізіміне жазылып қалады.
export-form-label = Сауалнама
export-format-label = Пішімі
export-format-csv = CSV, кестеге арналған
export-format-json = JSON, бағдарламаға арналған
export-format-xlsx = Excel, бір кесте
export-labels-label = Жауаптар қалай жазылады
export-labels-stored = кодпен
# $language: қазақша
export-labels-words = сөзбен ({ $language })
export-attached-label = Жауаптардағы сурет, файлдарымен бірге
export-attached-hint = Қасындағы бумаға жазылады, ол жерде құлыпталмайды.
export-folder-label = Бума
export-folder-hint = Компьютерде бар буманың жолы.
export-folder-pick-action = Таңдау…
export-purpose-label = Не үшін
export-purpose-care = Осы адамдарға көмектесу үшін
export-purpose-care-hint = аты-жөнімен; екінші қызметкер бар болса, ол растайды
export-purpose-statistics = Статистика үшін
export-purpose-statistics-hint = аты-жөнінсіз, өз сөзінсіз; жасы аралықпен, күні айымен
export-purpose-report-to-donor = Донор ұйымға есеп беру үшін
export-purpose-report-to-donor-hint = аты-жөнінсіз, өз сөзінсіз; жасы аралықпен, күні айымен
export-purpose-other = Басқа мақсатпен
export-purpose-other-hint = аты-жөнінсіз; қандай мақсат екенін жазасыз
export-note-label = Екі-үш сөзбен айтыңыз
export-second-title = Екінші қызметкер керек
export-second-hint = Файлда басқалар сұхбаттасқан адамдардың аты-жөні бар. Әріптесіңіз өз құпия сөйлемін теріп, келісім береді.
export-second-member-label = Әріптес
export-second-passphrase-label = Оның құпия сөйлемі
export-go-action = Деректерді шығару
export-form-missing-message = Сауалнаманы таңдаңыз.
export-purpose-missing-message = Не үшін шығарылатынын айтыңыз.
export-folder-missing-message = Буманы таңдаңыз немесе жолын теріңіз.
# $done: жазылғаны, $total: барлығы
export-running-message = Жазылған сұхбат: { $done } / { $total }
export-cancel-action = Тоқтату
export-cancelled-message = Тоқтатылды. Бумада ештеңе қалған жоқ.
# $count: жазылған сұхбат саны
export-done-message = { $count } сұхбат жазылды.
export-files-label = Файлдар
export-care-hint = Бұл файлдар құлыпталмаған. Басқалар аша алмайтын жерде ғана сақтаңыз, керегі біткен соң өшіріңіз.
export-none-message = Шығаратын сауалнама әзірге жоқ.

## Шығар алдында не шығатыны көрсетіледі.

export-preview-title = Не шығады
# $columns: шығатын баған саны. $all: барлығы.
export-preview-columns = { $all } бағанның { $columns } бағаны шығады
# $people, $interviews: сан.
export-preview-people =
    { $people ->
        [0] Ешкімнің жауабы шықпайды.
       *[other] { $people } адам, { $interviews } сұхбат.
    }
# $count: жауабын басқаларға беруге келіспеген адам саны.
export-preview-refused-stay = Басқаларға беруге келіспегені – { $count } адам, олар файлға кірмейді.
# $count: келіспеген адам саны; файл осы адамдарға көмектесуге арналған.
export-preview-refused-leave = Басқаларға беруге келіспегені – { $count } адам: бұл файл орталықтан шықпасын.
# $count: келісімі белгісіз адам саны.
export-preview-unanswered-stay = Келісетін-келіспейтіні белгісізі – { $count } адам, олар файлға кірмейді.
export-preview-nameless = Ешкімнің аты-жөні жазылмайды: іс нөмірінің орнына тек осы файлға жасалған код, жасының орнына аралығы, күнінің орнына айы тұрады.
export-preview-named = Файлда адамдардың аты-жөні бар. Оларға көмектеспейтін ешкімге бермеңіз.
# $count: көрсетілген жол саны.
export-rows-title =
    { $count ->
        [1] Файлдың алғашқы жолы дәл осы болады
       *[other] Файлдың алғашқы { $count } жолы дәл осы болады
    }
export-rows-none = Көрсететін жол жоқ: бұл мақсатқа ешкімнің жауабы шықпайды.
export-rows-named = Аты-жөні бар жолдар мұнда көрсетілмейді: олар тек файлда болады, ал файл жазылғаны әр адамның «Кім көрді» тізімінде қалады.
export-preview-leaving-title = Мына бағандар шығады
export-preview-staying-title = Мыналар шықпайды, себебі қасында
export-separator-label = CSV бағандарының арасындағы белгі
export-separator-auto = осы жердегі кестелерге лайық
export-separator-comma = үтір
export-separator-semicolon = нүктелі үтір
export-workbook-label = Қасына Excel кестесі де жазылсын
export-workbook-hint = Онда телефон, құжат нөмірі, күн қалай жазылса, екі рет шертіп ашқанда да сол күйі тұрады.
export-leaves-whole = жауап сол күйі
export-leaves-age-band = жасы аралықпен
export-leaves-month = айы ғана
export-leaves-no = шықпайды

## Бағандағы жауап қандай: неге шықпайды немесе неге басқаша шығады.

export-holds-name = аты-жөні
export-holds-contact = телефоны не басқа байланысы
export-holds-place = картадағы орны
export-holds-text = өз сөзімен айтқаны
export-holds-birth-date = туған күні
export-holds-birth-year = туған жылы
export-holds-age = жасы
export-holds-date = нақты күн
export-holds-moment = нақты уақыт
export-holds-time = сағаты
export-holds-file = сурет не файл
export-holds-identity = кім екенін танытады
export-holds-protection = адамды қорғау үшін сұралған
export-holds-consent = келісім туралы
export-holds-choice = дайын жауаптар
export-holds-number = сан
export-holds-flag = есептеліп шыққан иә не жоқ
export-holds-computed = дайын жауаптардан есептелген
export-holds-span = күн не ай саны
export-holds-derived = шықпайтын жауаптан есептелген
export-holds-program = іс нөмірі, қызметкер не құрылғы
export-holds-unplaced = ішінде не бары белгісіз
