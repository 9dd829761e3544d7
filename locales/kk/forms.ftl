### Сауалнамаға қатысты сөздер: жауаптың түрі сай келмегенде (interview-type-), сауалнама файлында қате болғанда
### (form-problem-) және оны қалай түзету керек (form-remedy-).

## Сұрақтың қасында тұрады. Терілгені сақталады.

interview-type-integer = Бүтін санды бос орынсыз, әріпсіз енгізіңіз
interview-type-decimal = Сан енгізіңіз
interview-type-date = Күнін, айын, жылын енгізіңіз. Күні не айы белгісіз болса, бос қалдырыңыз
interview-type-time = Уақытын енгізіңіз, мысалы, 14:30
interview-type-date-time = Күні мен уақытын енгізіңіз
interview-type-choice = Берілген жауаптардың бірін таңдаңыз
interview-type-geopoint = Ендік пен бойлықты енгізіңіз, мысалы, 43.24 76.89
interview-type-range = Шкаладағы сандардың бірін таңдаңыз
interview-type-too-long = Тым ұзын. Қысқартыңыз, терілгені жоғалмайды
interview-type-too-large = Бұл сан тым үлкен. Цифрларын тексеріңіз, терілгені жоғалмайды
interview-type-undecided = Бұл жауап келе ме, анықталмады: сауалнамадағы үлгіні тексеру тым ұзаққа созылады. Жауап дұрыс деп қабылданады, жұмысқа кедергі болмайды
interview-type-other = Бұл жауап сұраққа сай келмейді

## Сауалнама файлы: не дұрыс емес (алдында парағы мен ұяшығы тұрады) және оны қалай түзету керек.
## limit, line, position, count сан күйінде беріледі.

form-problem-file-unreadable = Файл Excel кітабы емес немесе соңына дейін көшірілмеген
form-remedy-file-unreadable = Қайта көшіріп не жүктеп алыңыз немесе .xlsx етіп қайта сақтаңыз
form-problem-file-too-large = Файл { $limit } байттан үлкен
form-remedy-file-too-large = Ішіндегі суреттер мен керексіз парақтарды алып тастаңыз
form-problem-sheet-too-large = Парақтағы жол не баған саны { $limit } шегінен асып тұр
form-remedy-sheet-too-large = Соңғы сұрақтан кейінгі бос жолдар мен бағандарды өшіріңіз не сауалнаманы бөліңіз
form-problem-cell-too-large = Ұяшықтағы мәтін { $limit } байттан көп
form-remedy-cell-too-large = Қысқартыңыз не бірнеше ескертуге бөліңіз
form-problem-formula-unsaid = Ұяшықта кесте формуласы тұр, бірақ нәтижесі файлға сақталмаған, сондықтан бос деп оқылады
form-remedy-formula-unsaid = Файлды кесте бағдарламасында ашып, қайта сақтаңыз не ұяшыққа мәтіннің өзін жазыңыз
form-problem-zeros-shown = Ұяшықта { $shown } болып көрінгенімен, ішінде { $value } тұр, сондықтан { $value } деп оқылады
form-remedy-zeros-shown = Бағанның пішімін «Мәтін» етіп қойып, { $shown } дегенді нөлдерімен қайта теріңіз
form-problem-csv-unreadable =
    { $separator ->
        [semicolon] Ұяшықтары нүктелі үтірмен бөлінген парақ { $line }-жолдан бастап оқылмады
        [tab] Ұяшықтары табуляциямен бөлінген парақ { $line }-жолдан бастап оқылмады
       *[comma] Ұяшықтары үтірмен бөлінген парақ { $line }-жолдан бастап оқылмады
    }
form-remedy-csv-unreadable = CSV етіп, UTF-8 кодымен сақтаңыз; ұяшық ішіндегі тырнақша екі рет жазылады
form-problem-xml-invalid = Файлдың XML құрылымы { $position } таңбадан бастап бұзылған
form-remedy-xml-invalid = Сауалнаманы қайта жүктеп алыңыз, қолмен түзетпеңіз
form-problem-xml-no-form = Бұл XML файлда сауалнама жоқ
form-remedy-xml-no-form = ODK Central не KoboToolbox сауалнаманың XML нұсқасы деп беретін файлды таңдаңыз
form-problem-sheet-missing = «{ $name }» парағы жоқ
form-remedy-sheet-missing = Қосыңыз, аты дәл осылай жазылады
form-problem-sheet-unknown = «{ $name }» деген парақ белгісіз; мүмкін, «{ $near }» болар
form-remedy-sheet-unknown = Атын түзетіңіз не есепке алмау үшін алдына _ қойыңыз
form-problem-column-missing = «{ $column }» бағаны жоқ
form-remedy-column-missing = Бірінші жолға қосыңыз
form-problem-header-missing = Парақтың бірінші жолында баған атаулары жоқ; күтілетіні: { $columns }
form-remedy-header-missing = Бірінші жолға баған атауларын, одан төмен сұрақтарды жазыңыз
form-problem-column-twice = «{ $column }» бағаны екі рет тұр
form-remedy-column-twice = Екеуінің бірін қалдырыңыз
form-problem-column-unknown = «{ $column }» бағаны белгісіз: сақталады, бірақ пайдаланылмайды
form-remedy-column-unknown = Керекті баған болса, атын түзетіңіз
form-problem-type-missing = Жолдың түрі жазылмаған
form-remedy-type-missing = type бағанына сұрақтың түрін жазыңыз не жолды босатыңыз
form-problem-type-unknown = «{ $value }» деген сұрақ түрі жоқ
form-remedy-type-unknown = Нұсқаулықтағы түрдің бірін алыңыз, мысалы, text, integer, select_one
form-problem-type-unsupported = Пана «{ $value }» түрін әзірге сұрай алмайды
form-remedy-type-unsupported = Басқаша сұраңыз; оған дейін «сұралмайды» деп көрсетіледі
form-problem-type-spelling = «{ $value }» деген жазылымды тек Пана таниды
form-remedy-type-spelling = Басқа бағдарламалар үшін нұсқаулықтағыдай, кіші әріппен жазыңыз
form-problem-row-far = «{ $value }» сұрақтардан тым төмен тұр және сұрақ түрі емес; бұл жол ескерілмейді
form-remedy-row-far = Жолды өшіріңіз не жоғары көшіріп, түрін түзетіңіз
form-problem-name-missing = Түрі «{ $value }» сұрақтың аты жоқ
form-remedy-name-missing = Латын әрпімен қысқа ат беріңіз
form-problem-name-invalid = «{ $name }» ат бола алмайды
form-remedy-name-invalid = Латын әрпінен бастаңыз, әрі қарай әріп, цифр, _ не - жазыңыз
form-problem-name-twice = «{ $name }» аты { $other } ұяшығында бар
form-remedy-name-twice = Екеуінің біріне басқа ат беріңіз
form-problem-name-similar = «{ $name }» және «{ $other }»: айырмасы тек бас әріпте
form-remedy-name-similar = Шатаспас үшін бірінің атын өзгертіңіз
form-problem-repeat-twice = «{ $name }» деген қайталанатын бөлім екеу, екіншісі { $other } ұяшығында тұр
form-remedy-repeat-twice = Біріне басқа ат беріңіз: басқа бағдарламалар мұндай бөлімді тек атынан таниды
form-problem-name-of-form = Қайталанатын бөлімге сауалнаманың өз аты берілген: «{ $name }»
form-remedy-name-of-form = Мұнда жұмыс істей береді; басқа бағдарламалар үшін бөлімге басқа ат беріңіз
form-problem-name-of-count = Басқа бағдарламалар «{ $other }» бөлімінің санын «{ $name }» деген атпен сақтайды, ал бұл ат осы жолға берілген
form-remedy-name-of-count = Мұнда жұмыс істей береді; басқа бағдарламалар үшін бұл жолға басқа ат беріңіз
form-problem-name-reserved = «{ $name }» аты сұхбаттың өзі туралы деректерге арналған
form-remedy-name-reserved = Басқа ат беріңіз
form-problem-name-fixed = Жолға «{ $name }» деген ат берілген, бірақ мұндай жолдың аты әрқашан «{ $value }» болады
form-remedy-name-fixed = Атын бос қалдырыңыз
form-problem-label-missing = «{ $name }» сұрағының мәтіні жоқ
form-remedy-label-missing = label бағанына сұрақты жазыңыз
form-problem-big-image-alone = «{ $name }» сұрағында big-image бар, image жоқ
form-remedy-big-image-alone = image бағанына суреттің өзін де жазыңыз
form-problem-default-language-unknown = Негізгі тіл – «{ $language }», бірақ бұл тілде бірде-бір баған жоқ; бағандардағы бірінші тіл көрсетіледі
form-remedy-default-language-unknown = Мыналардың бірін жазыңыз: { $languages }; не «{ $language }» тілінде баған қосыңыз
form-problem-translation-missing = «{ $name }» { $language } тілінде жазылмаған
form-remedy-translation-missing = Аударыңыз; оған дейін бірінші тілде көрсетіледі
form-problem-translations-missing = { $language } тілінде { $count } мәтін жазылмаған
form-remedy-translations-missing = Аударыңыз; оған дейін бірінші тілде көрсетіледі
form-problem-group-open = «{ $name }» тобы жабылмаған
form-remedy-group-open = Соңғы сұрағынан кейін end_group не end_repeat қосыңыз
form-problem-group-unmatched = «{ $value }» жабатын ашық топ жоқ
form-remedy-group-unmatched = Өшіріңіз не оның басын қосыңыз
form-problem-list-missing = «{ $name }» сұрағында қай жауаптар ұсынылатыны айтылмаған
form-remedy-list-missing = Түрінен кейін тізімнің атын жазыңыз: select_one тізім
form-problem-list-unknown = choices парағында «{ $list }» тізімі жоқ
form-remedy-list-unknown = Сонда қосыңыз не мұнда атын түзетіңіз
form-problem-list-not-repeated = «{ $name }» ешқандай қайталанатын бөлімде тұрған жоқ, сондықтан оның жауаптары тізім бола алмайды
form-remedy-list-not-repeated = Қайталанатын бөлімнің ішіндегі сұрақты не choices парағындағы тізімді көрсетіңіз
form-problem-file-kind = «{ $name }» – тізім оқылатын файл емес
form-remedy-file-kind = .csv, .geojson не .xml файлын қолданыңыз
form-problem-file-missing = Сауалнаманың жанында «{ $name }» файлы жоқ
form-remedy-file-missing = Оны сол бумаға салыңыз; оған дейін тізімі бос болады
form-problem-file-invalid = «{ $name }» файлын тізім ретінде оқу мүмкін емес
form-remedy-file-invalid = Ашып, бірінші жолында бағандардың аты тұрғанын тексеріңіз де, UTF-8 етіп сақтаңыз
form-problem-choice-name-missing = «{ $list }» тізіміндегі жауаптың аты не тізімі жоқ
form-remedy-choice-name-missing = list_name мен name бағандарын толтырыңыз
form-problem-choice-twice = «{ $name }» жауабы «{ $list }» тізімінде екі рет тұр
form-remedy-choice-twice = Бірінің атын өзгертіңіз, аттас жауаптарды ажыратуға болмайды
form-problem-choice-space = «{ $list }» тізіміндегі «{ $name }» жауабының атында бос орын бар
form-remedy-choice-space = Орнына _ қойыңыз: бірнеше жауап бос орынмен бөлініп сақталады
form-problem-choice-label-missing = «{ $list }» тізіміндегі «{ $name }» жауабының мәтіні жоқ
form-remedy-choice-label-missing = Адам көретін мәтінді label бағанына жазыңыз
form-problem-or-other-filtered = «{ $name }» сұрағында or_other мен choice_filter қатар тұр
form-remedy-or-other-filtered = Мұнда «басқа» жауабы әрқашан ұсынылады. Өзге бағдарламалар мұндай сауалнаманы қабылдамайды: олар үшін тізімге «басқа» деген жолды өзіңіз қосыңыз
form-problem-table-line = «{ $name }» бұл кестенің жолы бола алмайды: жауаптары тақырыптағыдай емес
form-remedy-table-line = Барлық жолға бір тізім беріңіз, бірінші жолға choice_filter қоймаңыз
form-problem-search-file = «{ $name }» сұрағында search() де, файлдағы тізім де бар
form-remedy-search-file = search() дегенді алып тастаңыз: тізім онсыз да файлдан алынады
form-problem-search-shared = «{ $list }» тізімін «{ $name }» search() арқылы, «{ $other }» онсыз алады
form-remedy-search-shared = search() екеуінде де болсын не біріне бөлек тізім беріңіз
form-problem-list-code-twice =
    { $count ->
        [one] { $name } файлында «{ $value }» коды екі рет тұр
       *[other] { $name } файлындағы { $count } жолдың коды басқа жолда да бар, мысалы, «{ $value }»
    }
form-remedy-list-code-twice = Әр жолға өз кодын беріңіз: формула коды бірдей жолдардың тек біріншісін табады
form-problem-list-code-blank = { $name } файлындағы { $count } жолдың коды жоқ, сондықтан олар алынбайды
form-remedy-list-code-blank = Әр жолға код беріңіз не жолды өшіріңіз
form-problem-list-code-edged =
    { $count ->
        [one] { $name } файлындағы «{ $value }» кодының алдында не соңында бос орын бар
       *[other] { $name } файлындағы { $count } кодтың алдында не соңында бос орын бар, мысалы, «{ $value }»
    }
form-remedy-list-code-edged = Бос орындарды өшіріңіз: бос орны бар код басқа код болып саналады
form-problem-instance-twice = «{ $name }» аты екі тізімге берілген, бірі – { $other }
form-remedy-instance-twice = Біріне басқа ат беріңіз
form-problem-expression-syntax =
    { $expected ->
        [closing-parenthesis] «{ $formula }» формуласы { $position }-таңбадан бастап оқылмады: ол жерде жабатын жақша болуы керек
        [closing-quote] «{ $formula }» формуласы { $position }-таңбадан бастап оқылмады: ол жердегі тырнақша жабылмаған
        [closing-brace] «{ $formula }» формуласы { $position }-таңбадан бастап оқылмады: ол жердегі жүйелі жақша жабылмаған
        [name] «{ $formula }» формуласы { $position }-таңбадан бастап оқылмады: ол жерде ат болуы керек
        [number] «{ $formula }» формуласы { $position }-таңбадан бастап оқылмады: ол жерде сан болуы керек
        [operator] «{ $formula }» формуласы { $position }-таңбадан бастап оқылмады: ол жерде үтір, амал белгісі не and сияқты сөз болуы керек
        [operand] «{ $formula }» формуласы { $position }-таңбадан бастап оқылмады: ол жерде сұрақ, сан не мәтін болуы керек
       *[other] «{ $formula }» формуласы { $position }-таңбадан бастап оқылмады
    }
form-remedy-expression-syntax = Сол жерін түзетіңіз, көбіне жақша не тырнақша қалып кетеді
form-problem-expression-too-large = Формула тым ұзын не тым күрделі (шегі – { $limit })
form-remedy-expression-too-large = calculate жолдарына бөліңіз
form-problem-reference-unknown = «{ $name }» деген сұрақ жоқ
form-remedy-reference-unknown = Жақша ішіндегі атты түзетіңіз
form-problem-reference-near = «{ $name }» деген сұрақ жоқ
form-remedy-reference-near = Мүмкін, { $row }-жолдағы «{ $near }» шығар. Жақша ішіндегі атты түзетіңіз
form-problem-reference-ambiguous = «{ $name }» деген сұрақ бірнешеу
form-remedy-reference-ambiguous = Оларға әртүрлі ат беріңіз
form-problem-reference-syntax = Жақша ішіндегі «{ $value }» сұрақтың аты емес
form-remedy-reference-syntax = Жақшаға бос орынсыз тек атты жазыңыз; басқа бағдарламалар мұны қабылдамайды
form-problem-path-unknown = «{ $value }» жолы еш жерге апармайды, сондықтан әрдайым бос
form-remedy-path-unknown = Сұрақты name бағанындағы атымен, доллар белгісінен кейінгі жақшаға жазып көрсетіңіз
form-problem-function-unknown = { $name }() функциясын Пана білмейді
form-remedy-function-unknown = Атын түзетіңіз не басқасын алыңыз
form-problem-function-arguments = { $name }() функциясына { $count } мән берілмейді
form-remedy-function-arguments = Нұсқаулықтағы функциялар тізімімен салыстырыңыз
form-problem-regex-invalid = «{ $value }» үлгісі оқылмады
form-remedy-regex-invalid = Түзетіңіз, көбіне жақша қалып кетеді
form-problem-regex-part = «{ $value }» үлгісіне жауаптың бір бөлігі ғана келсе де қабылданады, ал басқа бағдарламалар (ODK Collect) бүтіндей келуін талап етеді
form-remedy-regex-part = Алдына ^, соңына $ қойыңыз; бір бөлігі жетсе, сол жағына .* жазыңыз
form-problem-cycle = Бұлар бірін-бірі күтеді: { $names } ({ $cells } ұяшықтары)
form-remedy-cycle = Біреуін шеңберден шығарыңыз
form-problem-count-reads-itself = «{ $name }» бөлімінің неше рет қайталанатыны сол бөлімнің ішіндегі жауаптарға байланысты
form-remedy-count-reads-itself = Пана әр жауаптан кейін қайта санайды, ал сан өсе берсе, бұрынғы қалпында қалдырады. Басқа бағдарламалар шексіз сұрай беруі мүмкін: жаңасын сұхбат алушы өзі қосқаны дұрыс
form-problem-group-asks-inside = «{ $name }» тобының сұралатын-сұралмайтыны сол топтың ішіндегі «{ $other }» сұрағына байланысты
form-remedy-group-asks-inside = Пана бұл жауапқа топ сұралып жатқандай қарайды; басқа бағдарламалар мұндай сауалнаманы қабылдамауы мүмкін. Сұрақты топтың алдына көшірген дұрыс
form-problem-year-by-division = Мұнда күн саны { $value } санына бөлінеді: осылай есептелген жас туған күннің маңында қате шығады
form-remedy-year-by-division = Екі күнді де format-date арқылы %Y%m%d түрінде жазып, бірінен бірін азайтыңыз, 10000-ға бөліп, int алыңыз: толық жас сонда шығады
form-problem-calculation-missing = «{ $name }» есептелуі керек, бірақ формуласы жоқ
form-remedy-calculation-missing = calculation бағанына формуласын жазыңыз
form-problem-trigger-invalid = «{ $value }» іске қосатын сұрақ бола алмайды
form-remedy-trigger-invalid = Сұрақтың атын доллар белгісінен кейінгі жақшаға жазыңыз
form-problem-trigger-hidden = { $name } ешқашан көрсетілмейді, сондықтан басқа бағдарламада «{ $other }» дегенді іске қоспайды
form-remedy-trigger-hidden = Мұнда іске қосады; басқа бағдарламалар үшін адам жауап беретін сұрақты көрсетіңіз
form-problem-parameter-unknown = Бұл түрдегі сұрақтың «{ $name }» параметрі жоқ
form-remedy-parameter-unknown = Ол ескерілмейді. Бұл түрдің параметрлері: { $allowed }
form-problem-parameter-value = «{ $name }» параметрі «{ $value }» бола алмайды
form-remedy-parameter-value = Мәнін түзетіңіз не параметрді алып тастаңыз
form-problem-parameter-needs = «{ $name }» параметрі { $other } болмаса, ештеңе білдірмейді
form-remedy-parameter-needs = Жетпегенін қосыңыз не мұны алып тастаңыз
form-problem-parameter-invalid = «{ $value }» параметрі оқылмады
form-remedy-parameter-invalid = кілт=мән түрінде жазыңыз, бірнешеуін бос орынмен бөліңіз
form-problem-setting-invalid = { $column } баптауы «{ $value }» бола алмайды, сондықтан ескерілмейді
form-remedy-setting-invalid = Түзетіңіз не ұяшықты босатыңыз
form-problem-yes-no-invalid = { $column } бағанындағы «{ $value }» yes те, no да емес
form-remedy-yes-no-invalid = yes не no деп жазыңыз
form-problem-word-invalid = { $column } бағанында «{ $value }» тұр
form-remedy-word-invalid = Мыналардың бірін алыңыз: { $allowed }
form-problem-preload-unknown = «{ $value }» дегенді Пана өзі толтыра алмайды
form-remedy-preload-unknown = Нұсқаулықтағы сөздің бірін алыңыз не сұрақ етіп қойыңыз
form-problem-save-to-invalid = «{ $value }» ешқандай қасиетті білдірмейді
form-remedy-save-to-invalid = Қасиеттің атын жазыңыз, нысан тізімдері бірнешеу болса, тізім#қасиет түрінде; ат әріптен, цифрдан, _ мен - белгісінен тұрады, name мен label болмайды
form-problem-save-to-scattered = «{ $list }» нысанын беретін сұрақтар әртүрлі қайталанатын бөлімдерде тұр
form-remedy-save-to-scattered = Оларды бір бөлімге жинаңыз; сырттағысын есептеумен әкелуге болады
form-problem-save-to-twice = «{ $value }» қасиетін осы сұрақ та, { $other } ұяшығы да береді
form-remedy-save-to-twice = Екеуінің бірін ғана қалдырыңыз
form-problem-save-to-group = save_to бағанындағы «{ $value }» топтың жолында тұр, ал топтың жауабы болмайды
form-remedy-save-to-group = Сұраққа көшіріңіз не алып тастаңыз
form-problem-save-to-several = «{ $value }» бірнеше қасиетті атайды
form-remedy-save-to-several = Пана бәрін толтырады; басқа бағдарламалар бір сұрақтан бір қасиет қана алады
form-problem-entity-incomplete = «{ $list }» нысанына { $column } бағаны керек
form-remedy-entity-incomplete = Сол ұяшықты толтырыңыз
form-problem-save-to-unknown = «{ $value }» entities парағындағы ешбір тізімді атамайды
form-remedy-save-to-unknown = Сол парақтағы тізіммен тізім#қасиет түрінде жазыңыз
form-problem-entity-label-missing = entities парағындағы «{ $list }» тізімінде label жазылмаған
form-remedy-entity-label-missing = Атын беретін формула жазыңыз
form-problem-entity-repeat-unknown = «{ $value }» бұл сауалнаманың қайталанатын бөлігі емес
form-remedy-entity-repeat-unknown = begin_repeat атын доллар белгісінен кейінгі жақшаға жазыңыз
form-problem-entity-scattered = «{ $list }» нысаны басқа қайталанатын бөлімдегі «{ $name }» сұрағын атайды
form-remedy-entity-scattered = Оларды бір бөлімге жинаңыз не жауабын есептеумен әкеліңіз
form-problem-entity-crowded = «{ $list }» нысанының өз тобы жоқ: ол жерде «{ $name }» ({ $other }) тұр
form-remedy-entity-crowded = Пана екеуін де толтырады; басқа бағдарламалар үшін әр тізімнің сұрақтарын бөлек топқа салыңыз
form-problem-default-invalid = «{ $value }» деген «{ $name }» сұрағына жауап бола алмайды
form-remedy-default-invalid = Сұрақтың түріне сай жауап жазыңыз не ұяшықты босатыңыз
form-problem-form-empty = Сауалнамада бірде-бір сұрақ жоқ
form-remedy-form-empty = survey парағына кемінде бір сұрақ жазыңыз
form-problem-form-id-missing = Сауалнаманың қысқа аты жоқ
form-remedy-form-id-missing = settings парағына form_id жазыңыз
form-problem-version-missing = Сауалнаманың нұсқасы жазылмаған, сондықтан мазмұнынан жасалған «{ $version }» белгісімен танылады
form-remedy-version-missing = settings парағына version жазып, өзгерткен сайын арттырып отырыңыз; оған дейін әр өзгеріс жаңа белгіні өзі алады
form-problem-form-too-large = Сауалнамадағы сұрақ саны { $limit } шегінен асып тұр
form-remedy-form-too-large = Екіге бөліңіз
