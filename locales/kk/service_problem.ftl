### Қызметтер тізімі бар файлда не дұрыс емес (service-problem-) және не істеу керек (service-remedy-).
### Терезеде де, pana services import әмірінде де көрсетіледі: файл, жол, баған, содан кейін осы сөздер.

service-problem-zip-unreadable = Файл zip мұрағаты емес немесе бұзылған
service-remedy-zip-unreadable = Файлды қайта жүктеп алыңыз немесе таратқан адамнан қайта сұраңыз
# $limit: bytes
service-problem-too-large = Файлдар тым үлкен: бірге { $limit } байттан аспауы керек
service-remedy-too-large = Тізімді бөлшектеп бөлмей, тек қызметтер кестелерін қалдырыңыз
# $limit: number
service-problem-too-many-files = Файл тым көп: { $limit } файлдан аспауы керек
service-remedy-too-many-files = Тек қызметтер кестелерін қалдырыңыз
# $other: a file
service-problem-file-twice = Бір кесте екі файлда тұр: { $other }
service-remedy-file-twice = Біреуін алып тастаңыз
service-problem-nothing-found = Мұнда қызметтер кестесі табылмады
service-remedy-nothing-found = services.csv файлы бар буманы не zip мұрағатын таңдаңыз
service-problem-descriptor-unreadable = datapackage.json файлы оқылмады, кестелер онсыз оқылды
service-remedy-descriptor-unreadable = Кестелер дұрыс болса, ештеңе істеудің қажеті жоқ
# $name: a file
service-problem-file-missing = Сипаттамада аталған { $name } файлы жоқ
service-remedy-file-missing = Файл керек болса, тізімді қайта сұраңыз; керек болмаса, осылай алыңыз
# $columns: names
service-problem-descriptor-short = Сипаттамада мына бағандар жоқ, бірақ файлда бар: { $columns }
service-remedy-descriptor-short = Ештеңе істеудің қажеті жоқ: файлдағысы алынады
service-problem-table-unknown = Стандартта мұндай кесте жоқ
service-remedy-table-unknown = Ол сақталады, бірақ көрсетілмейді
# $encoding: name
service-problem-encoding-wrong = Әріптері оқылмады: { $encoding } емес сияқты
service-remedy-encoding-wrong = Файлды UTF-8 түрінде қайта сақтаңыз
service-problem-letters-lost = Мәтінде бұрын жоғалған әріптер бар
service-remedy-letters-lost = Сол жерін түзетіп жазыңыз
service-problem-quotes-wrong = Тырнақша ашылып, жабылмаған
service-remedy-quotes-wrong = Осы жолдағы тырнақшаны түзетіңіз
service-problem-header-missing = Файлда баған атаулары жоқ
service-remedy-header-missing = Бірінші жолға баған атауларын жазыңыз
# $name: column
service-problem-column-twice = { $name } бағаны екі рет тұр
service-remedy-column-twice = Біреуін алып тастаңыз
# $name: column
service-problem-column-missing = { $name } бағаны жоқ
service-remedy-column-missing = Ол белгісіз болып қалады; білсеңіз, баған қосыңыз
# $cells, $columns: numbers
service-problem-row-too-long = Жолда { $cells } ұяшық бар, ал баған – { $columns }
service-remedy-row-too-long = Артық үтірді алып тастаңыз немесе мәтінді тырнақшаға алыңыз
# $cells, $columns: numbers
service-problem-row-too-short = Жолда { $cells } ұяшық бар, ал баған – { $columns }
service-remedy-row-too-short = Жетпегені бос деп алынды; дұрыс па, қараңыз
# $line: number
service-problem-json-unreadable = JSON файлы { $line } жолынан бастап оқылмады
service-remedy-json-unreadable = Файлды қайта жүктеп алыңыз
# $total, $count: numbers
service-problem-pages-missing = Барлық беті емес: { $total } қызметтің { $count } қызметі ғана бар
service-remedy-pages-missing = Жоғы жабылған деп есептелмейді; толық тізім керек болса, қалған беттерін қосыңыз
# $id: id
service-problem-object-torn = { $id } екі жерде екі түрлі жазылған
service-remedy-object-torn = Қайсысы дұрыс екенін анықтап, бірін қалдырыңыз
service-problem-id-missing = Жолдың белгісі (id) жоқ, ал оған басқалар сілтейді
service-remedy-id-missing = Бірегей id жазыңыз
# $id: id; $row: number
service-problem-id-twice = { $id } белгісі екі жолда тұр: біріншісі – { $row }-жол
service-remedy-id-twice = Біреуіне басқа id беріңіз
# $id: id
service-problem-id-given = Жолдың өз белгісі жоқ еді, { $id } берілді
service-remedy-id-given = Ештеңе істеудің қажеті жоқ
# $value: id
service-problem-id-odd = { $value } белгісі UUID емес
service-remedy-id-odd = Ол сол күйі сақталады
# $row: number
service-problem-row-twice = Дәл осындай жол бар: { $row }-жол
service-remedy-row-twice = Біреуі алынды, ештеңе істеудің қажеті жоқ
# $row: number; $name: service
service-problem-service-twice = «{ $name }» қызметі { $row }-жолда да тұр: ұйымы мен телефоны бірдей
service-remedy-service-twice = Бір қызмет болса, біреуін алып тастаңыз
service-problem-name-missing = Қызметтің атауы жоқ
service-remedy-name-missing = Атауын жазыңыз
service-problem-cell-missing = Толтырылуы керек ұяшық бос
service-remedy-cell-missing = Білсеңіз, толтырыңыз; білмесеңіз, белгісіз болып қалады
# $value: id; $table: table
service-problem-reference-broken = { $value } сілтейтін жол { $table } кестесінде жоқ
service-remedy-reference-broken = Сол жолды қосыңыз немесе сілтемені түзетіңіз
# $value: word; $words: words
service-problem-word-unknown = «{ $value }» бұл бағанда болмайтын сөз
# $value: word; $words: words
service-remedy-word-unknown = Мыналардың бірін жазыңыз: { $words }
# $value: text
service-problem-number-wrong = «{ $value }» сан емес
service-remedy-number-wrong = Санмен жазыңыз
# $value: text
service-problem-date-wrong = «{ $value }» күн емес
service-remedy-date-wrong = 2026-11-01 түрінде жазыңыз
# $value: text
service-problem-time-wrong = «{ $value }» уақыты түсініксіз, жұмыс уақыты белгісіз болып қалады
service-remedy-time-wrong = 09:00 түрінде жазып, файлды қайта таңдаңыз
# $value: text
service-problem-email-wrong = «{ $value }» электрондық пошта мекенжайы емес
service-remedy-email-wrong = aty@example.org түрінде жазыңыз
# $value: text
service-problem-uri-wrong = «{ $value }» сайт мекенжайы емес
service-remedy-uri-wrong = https://example.org түрінде жазыңыз
# $opens, $closes: times
service-problem-hours-backwards = Жабылуы ашылуынан бұрын: { $opens } – { $closes }. Түнгі жұмыс деп алынды
service-remedy-hours-backwards = Олай болмаса, уақытты түзетіңіз
# $value: text
service-problem-days-wrong = «{ $value }» қай күндер екені түсініксіз
service-remedy-days-wrong = Апта күндерін MO,TU,WE,TH,FR,SA,SU деп жазыңыз
# $from, $to: days
service-problem-season-backwards = Соңғы күні бірінші күнінен бұрын: { $from } – { $to }
service-remedy-season-backwards = Күндерін түзетіңіз
# $least, $greatest: ages
service-problem-ages-backwards = Кіші жас үлкен жастан артық: { $least } – { $greatest }
service-remedy-ages-backwards = Жас шегін түзетіңіз
# $available, $maximum: numbers
service-problem-capacity-over = Бос орын ({ $available }) барлық орыннан ({ $maximum }) көп
service-remedy-capacity-over = Қайсысы дұрыс екенін сұрап біліңіз
# $latitude, $longitude: degrees
service-problem-position-wrong = Картада мұндай жер жоқ: { $latitude }, { $longitude }
service-remedy-position-wrong = Екі санның орнын тексеріңіз
# $value: text
service-problem-phone-odd = «{ $value }» телефон нөміріне ұқсамайды
service-remedy-phone-odd = Нөмірді тексеріңіз
# $value: code
service-problem-service-unknown = Қызмет түрлерінің тізімінде «{ $value }» жоқ
service-remedy-service-unknown = Түрін тізімнен алыңыз
# $value: text; $words: words
service-problem-meaning-unknown = «{ $value }» нені білдіретіні түсініксіз
# $value: text; $words: words
service-remedy-meaning-unknown = Мыналардың бірін жазыңыз: { $words }
# $count: number; $code: word
service-problem-more = Осындай тағы { $count } мәселе бар
service-remedy-more = Көрсетілгенін түзетіп, файлды қайта таңдаңыз
