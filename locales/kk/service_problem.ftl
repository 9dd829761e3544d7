### Қызметтер тізімі бар файлда не дұрыс емес (service-problem-) және не істеу керек (service-remedy-).
### Терезеде де, pana services import әмірінде де көрсетіледі: файл, жол, баған, содан кейін осы сөздер.

service-problem-zip-unreadable = Файл zip мұрағаты емес немесе бұзылған
service-remedy-zip-unreadable = Файлды қайта жүктеп алыңыз немесе таратқан адамнан қайта сұраңыз
# $limit: байт саны
service-problem-too-large = Файлдар тым үлкен: бірге { $limit } байттан аспауы керек
service-remedy-too-large = Тізімді бөлшектеп бөлмей, тек қызметтер кестелерін қалдырыңыз
# $limit: сан
service-problem-too-many-files = Файл тым көп: { $limit } файлдан аспауы керек
service-remedy-too-many-files = Тек қызметтер кестелерін қалдырыңыз
# $other: файл
service-problem-file-twice = Бір кесте екі файлда тұр: { $other }
service-remedy-file-twice = Біреуін алып тастаңыз
service-problem-nothing-found = Мұнда қызметтер кестесі табылмады
service-remedy-nothing-found = services.csv файлы бар буманы не zip мұрағатын таңдаңыз
service-problem-descriptor-unreadable = datapackage.json файлы оқылмады, кестелер онсыз оқылды
service-remedy-descriptor-unreadable = Кестелер дұрыс болса, ештеңе істеудің қажеті жоқ
# $name: файл
service-problem-file-missing = Сипаттамада аталған { $name } файлы жоқ
service-remedy-file-missing = Файл керек болса, тізімді қайта сұраңыз; керек болмаса, осылай алыңыз
# $columns: баған атаулары
service-problem-descriptor-short = Сипаттамада мына бағандар жоқ, бірақ файлда бар: { $columns }
service-remedy-descriptor-short = Ештеңе істеудің қажеті жоқ: файлдағысы алынады
service-problem-table-unknown = Стандартта мұндай кесте жоқ
service-remedy-table-unknown = Ол сақталады, бірақ көрсетілмейді
# $encoding: таңбалау атауы
service-problem-encoding-wrong = Әріптері оқылмады: { $encoding } емес сияқты
service-remedy-encoding-wrong = Файлды UTF-8 түрінде қайта сақтаңыз
service-problem-letters-lost = Мәтінде бұрын жоғалған әріптер бар
service-remedy-letters-lost = Сол жерін түзетіп жазыңыз
service-problem-quotes-wrong = Тырнақша ашылып, жабылмаған
service-remedy-quotes-wrong = Осы жолдағы тырнақшаны түзетіңіз
service-problem-header-missing = Файлда баған атаулары жоқ
service-remedy-header-missing = Бірінші жолға баған атауларын жазыңыз
# $name: баған
service-problem-column-twice = { $name } бағаны екі рет тұр
service-remedy-column-twice = Біреуін алып тастаңыз
# $name: баған
service-problem-column-missing = { $name } бағаны жоқ
service-remedy-column-missing = Ол белгісіз болып қалады; білсеңіз, баған қосыңыз
# $cells, $columns: сан
service-problem-row-too-long = Жолда { $cells } ұяшық бар, ал баған – { $columns }
service-remedy-row-too-long = Артық үтірді алып тастаңыз немесе мәтінді тырнақшаға алыңыз
# $cells, $columns: сан
service-problem-row-too-short = Жолда { $cells } ұяшық бар, ал баған – { $columns }
service-remedy-row-too-short = Жетпегені бос деп алынды; дұрыс па, қараңыз
# $line: жол нөмірі
service-problem-json-unreadable = JSON файлы { $line } жолынан бастап оқылмады
service-remedy-json-unreadable = Файлды қайта жүктеп алыңыз
# $total, $count: сан
service-problem-pages-missing = Барлық беті емес: { $total } қызметтің { $count } қызметі ғана бар
service-remedy-pages-missing = Жоғы жабылған деп есептелмейді; толық тізім керек болса, қалған беттерін қосыңыз
# $id: жол белгісі
service-problem-object-torn = { $id } екі жерде екі түрлі жазылған
service-remedy-object-torn = Қайсысы дұрыс екенін анықтап, бірін қалдырыңыз
service-problem-id-missing = Жолдың белгісі (id) жоқ, ал оған басқалар сілтейді
service-remedy-id-missing = Бірегей id жазыңыз
# $id: жол белгісі; $row: жол нөмірі
service-problem-id-twice = { $id } белгісі екі жолда тұр: біріншісі – { $row }-жол
service-remedy-id-twice = Біреуіне басқа id беріңіз
# $id: жол белгісі
service-problem-id-given = Жолдың өз белгісі жоқ еді, { $id } берілді
service-remedy-id-given = Ештеңе істеудің қажеті жоқ
# $value: жол белгісі
service-problem-id-odd = { $value } белгісі UUID емес
service-remedy-id-odd = Ол сол күйі сақталады
# $row: жол нөмірі
service-problem-row-twice = Дәл осындай жол бар: { $row }-жол
service-remedy-row-twice = Біреуі алынды, ештеңе істеудің қажеті жоқ
# $row: жол нөмірі; $name: қызмет
service-problem-service-twice = «{ $name }» қызметі { $row }-жолда да тұр: ұйымы мен телефоны бірдей
service-remedy-service-twice = Бір қызмет болса, біреуін алып тастаңыз
service-problem-name-missing = Қызметтің атауы жоқ
service-remedy-name-missing = Атауын жазыңыз
service-problem-cell-missing = Толтырылуы керек ұяшық бос
service-remedy-cell-missing = Білсеңіз, толтырыңыз; білмесеңіз, белгісіз болып қалады
# $value: жол белгісі; $table: кесте
service-problem-reference-broken = { $value } сілтейтін жол { $table } кестесінде жоқ
service-remedy-reference-broken = Сол жолды қосыңыз немесе сілтемені түзетіңіз
# $value: сөз; $words: жарайтын сөздер
service-problem-word-unknown = «{ $value }» бұл бағанда болмайтын сөз
# $value: сөз; $words: жарайтын сөздер
service-remedy-word-unknown = Мыналардың бірін жазыңыз: { $words }
# $value: ұяшықтағысы
service-problem-number-wrong = «{ $value }» сан емес
service-remedy-number-wrong = Санмен жазыңыз
# $value: ұяшықтағысы
service-problem-date-wrong = «{ $value }» күн емес
service-remedy-date-wrong = 2026-11-01 түрінде жазыңыз
# $value: ұяшықтағысы
service-problem-time-wrong = «{ $value }» уақыты түсініксіз, жұмыс уақыты белгісіз болып қалады
service-remedy-time-wrong = 09:00 түрінде жазып, файлды қайта таңдаңыз
# $value: ұяшықтағысы
service-problem-email-wrong = «{ $value }» электрондық пошта мекенжайы емес
service-remedy-email-wrong = aty@example.org түрінде жазыңыз
# $value: ұяшықтағысы
service-problem-uri-wrong = «{ $value }» сайт мекенжайы емес
service-remedy-uri-wrong = https://example.org түрінде жазыңыз
# $opens, $closes: уақыт
service-problem-hours-backwards = Жабылуы ашылуынан бұрын: { $opens } – { $closes }. Түнгі жұмыс деп алынды
service-remedy-hours-backwards = Олай болмаса, уақытты түзетіңіз
# $value: ұяшықтағысы
service-problem-days-wrong = «{ $value }» қай күндер екені түсініксіз
service-remedy-days-wrong = Апта күндерін MO,TU,WE,TH,FR,SA,SU деп жазыңыз
# $from, $to: күн
service-problem-season-backwards = Соңғы күні бірінші күнінен бұрын: { $from } – { $to }
service-remedy-season-backwards = Күндерін түзетіңіз
# $least, $greatest: жас
service-problem-ages-backwards = Кіші жас үлкен жастан артық: { $least } – { $greatest }
service-remedy-ages-backwards = Жас шегін түзетіңіз
# $available, $maximum: сан
service-problem-capacity-over = Бос орын ({ $available }) барлық орыннан ({ $maximum }) көп
service-remedy-capacity-over = Қайсысы дұрыс екенін сұрап біліңіз
# $latitude, $longitude: градус
service-problem-position-wrong = Картада мұндай жер жоқ: { $latitude }, { $longitude }
service-remedy-position-wrong = Екі санның орнын тексеріңіз
# $value: ұяшықтағысы
service-problem-phone-odd = «{ $value }» телефон нөміріне ұқсамайды
service-remedy-phone-odd = Нөмірді тексеріңіз
# $value: код
service-problem-service-unknown = Қызмет түрлерінің тізімінде «{ $value }» жоқ
service-remedy-service-unknown = Түрін тізімнен алыңыз
# $value: ұяшықтағысы; $words: жарайтын сөздер
service-problem-meaning-unknown = «{ $value }» нені білдіретіні түсініксіз
# $value: ұяшықтағысы; $words: жарайтын сөздер
service-remedy-meaning-unknown = Мыналардың бірін жазыңыз: { $words }
# $count: сан; $code: мәселе коды
service-problem-more = Осындай тағы { $count } мәселе бар
service-remedy-more = Көрсетілгенін түзетіп, файлды қайта таңдаңыз
