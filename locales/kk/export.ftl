### Деректерді файлға шығару.

export-title = Деректерді шығару
export-hint = Бір сауалнаманың аяқталған сұхбаттарын бумаға жазады. Бұл әр адамның «Кім көрді» тізіміне жазылып қалады.
export-form-label = Сауалнама
export-format-label = Пішімі
export-format-csv = CSV, кестеге арналған
export-format-json = JSON, бағдарламаға арналған
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
export-purpose-choose = Таңдаңыз
export-purpose-care = осы адамдарға көмектесу үшін
export-purpose-statistics = статистика үшін
export-purpose-report-to-donor = донор ұйымға есеп беру үшін
export-purpose-other = басқа мақсатпен
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
