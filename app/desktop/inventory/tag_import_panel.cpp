// SPDX-License-Identifier: MIT
#include "desktop/inventory/tag_import_panel.h"

#include "base/text.h"
#include "desktop/estate/document.h"
#include "desktop/inventory/consequence_view.h"
#include "desktop/inventory/tag_csv_model.h"
#include "desktop/theme/icons.h"
#include "desktop/widgets/table_header.h"
#include "desktop/widgets/table_view.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStringDecoder>
#include <QToolButton>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 8 * 1024 * 1024;
constexpr int kSmallestTable = 90;

Result<QString> textOf(const QString& path) {
    QFile file(path);
    const QString name = cleanLine(QFileInfo(path).fileName());
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorKind::Failed, TagImportPanel::tr("Choose a file that you may read."),
                    TagImportPanel::tr("%1 could not be opened: %2.")
                        .arg(name, cleanLine(file.errorString())),
                    path);
    }
    if (file.size() > kLargestFile) {
        return fail(ErrorKind::InvalidInput, TagImportPanel::tr("Split the file."),
                    TagImportPanel::tr("%1 is larger than 8 MiB.").arg(name), path);
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(file.readAll());
    if (decoder.hasError()) {
        return fail(ErrorKind::InvalidInput, TagImportPanel::tr("Save it as UTF-8."),
                    TagImportPanel::tr("%1 is not UTF-8 text.").arg(name), path);
    }
    return text;
}

} // namespace

TagImportPanel::TagImportPanel(Document& document, QWidget* parent)
    : QFrame(parent),
      m_document(document),
      m_model(new TagCsvModel(this)),
      m_table(new TableView(u"tagImport"_s, m_model, this)),
      m_title(new QLabel(this)),
      m_stage(new QPushButton(tr("Stage"), this)),
      m_consequences(new ConsequenceView(this)) {
    setObjectName(u"tagImportPanel"_s);
    setProperty("role", u"editor"_s);
    m_title->setObjectName(u"tagImportTitle"_s);
    m_title->setProperty("role", u"strong"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_stage->setObjectName(u"tagImportStage"_s);
    m_stage->setProperty("primary", true);
    m_stage->setAutoDefault(false);
    m_stage->setToolTip(tr("Stage the tags (Ctrl+Enter); nothing is sent"));
    auto* close = new QToolButton(this);
    close->setObjectName(u"tagImportClose"_s);
    close->setAccessibleName(tr("Close the file"));
    close->setToolTip(tr("Close (Esc)"));
    setButtonIcon(*close, u"x"_s, Color::TextMuted);
    auto* header = new QFrame(this);
    header->setObjectName(u"editorHeader"_s);
    auto* line = new QHBoxLayout(header);
    line->setContentsMargins(space::medium, space::tight, space::small, space::tight);
    line->addWidget(m_title, 1);
    line->addWidget(m_stage);
    line->addWidget(close);
    m_table->setAccessibleName(tr("Lines of the file"));
    m_table->tableHeader().setFlexible(
        {static_cast<int>(CsvColumn::Machine), static_cast<int>(CsvColumn::Outcome)});
    m_table->tableHeader().setDefaultWidths({64, 220, 220, 420});
    m_table->setMinimumHeight(kSmallestTable);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    layout->addWidget(m_table, 1);
    auto* consequences = new QVBoxLayout;
    consequences->setContentsMargins(space::medium, space::small, space::medium, space::small);
    consequences->addWidget(m_consequences);
    layout->addLayout(consequences);
    connect(close, &QToolButton::clicked, this, &TagImportPanel::closePanel);
    connect(m_stage, &QPushButton::clicked, this, &TagImportPanel::stage);
    connect(&document, &Document::snapshotChanged, this, [this] {
        if (!isHidden()) {
            m_document.isEmpty() ? closePanel() : refresh();
        }
    });
}

void TagImportPanel::chooseFile() {
    auto* dialog = new QFileDialog(window(), tr("Read tags from a CSV file"));
    dialog->setObjectName(u"tagImportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Comma-separated values (*.csv *.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &TagImportPanel::openFile);
    dialog->open();
}

void TagImportPanel::openFile(const QString& file) {
    if (m_document.isEmpty()) {
        return;
    }
    Result<QString> text = textOf(file);
    if (!text) {
        Q_EMIT failed(text.error());
        return;
    }
    const Result<TagCsv> csv = readTagCsv(*text, *m_document.snapshot());
    if (!csv) {
        Q_EMIT failed(csv.error());
        return;
    }
    m_name = cleanLine(QFileInfo(file).fileName());
    m_text = std::move(*text);
    refresh();
    show();
    Q_EMIT opened();
    const auto mistake =
        std::find_if(m_csv.lines.begin(), m_csv.lines.end(),
                     [](const TagCsvLine& line) { return line.outcome == CsvOutcome::Mistake; });
    if (mistake != m_csv.lines.end()) {
        m_table->goTo(QString::number(mistake - m_csv.lines.begin())); // what needs a look first
    }
    m_table->setFocus(Qt::OtherFocusReason);
}

void TagImportPanel::refresh() {
    // The file was read once; what its lines do depends on the machines as they are now.
    if (Result<TagCsv> csv = readTagCsv(m_text, *m_document.snapshot())) {
        m_csv = std::move(*csv);
    }
    m_model->show(m_csv.lines);
    const QString tags = m_csv.added == 1 ? tr("1 tag") : tr("%1 tags").arg(m_csv.added);
    m_title->setText(
        m_csv.mistakes == 0
            ? tr("%1 adds %2").arg(m_name, tags)
            : tr("%1 adds %2; lines left out: %3").arg(m_name, tags).arg(m_csv.mistakes));
    m_stage->setEnabled(m_csv.added > 0);
    m_stage->setText(tr("Stage %1").arg(tags));
    m_consequences->ask(m_document.snapshot(), m_csv.plan,
                        std::make_shared<const EstateWords>(m_document.snapshot()));
}

void TagImportPanel::stage() {
    if (m_csv.added == 0) {
        return;
    }
    const Result<change::Step> step =
        tagStep(*m_document.snapshot(), m_csv.plan, tr("Tags from %1").arg(m_name));
    if (const Result<void> staged = m_document.stage(step); !staged) {
        Q_EMIT failed(staged.error());
        return;
    }
    closePanel();
}

void TagImportPanel::closePanel() {
    if (!isHidden()) {
        hide();
        Q_EMIT closed();
    }
}

void TagImportPanel::keyPressEvent(QKeyEvent* event) {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        closePanel();
    } else if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        stage();
    } else {
        QFrame::keyPressEvent(event);
    }
}

} // namespace bulkhead::desktop
