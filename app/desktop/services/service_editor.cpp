// SPDX-License-Identifier: MIT
#include "desktop/services/service_editor.h"

#include "change/object_edits.h"
#include "desktop/estate/document.h"
#include "desktop/services/service_entry_row.h"
#include "desktop/services/service_entry_words.h"
#include "desktop/services/service_words.h"
#include "desktop/theme/icons.h"
#include "model/decode.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSet>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QJsonArray jsonOf(const std::vector<model::ServiceEntry>& entries) {
    model::Service service;
    service.entries = entries;
    return model::encode(service).value(u"service_entries"_s).toArray();
}

model::ServiceEntry newEntry() {
    model::ServiceEntry entry;
    entry.kind = model::ServiceEntryKind::L4PortSet;
    entry.l4Protocol = u"TCP"_s;
    return entry;
}

} // namespace

ServiceEditor::ServiceEditor(Document& document, QWidget* parent)
    : ObjectEditor({u"service"_s, tr("Service"), tr("New service"), tr("A service needs a name.")},
                   document, parent),
      m_words(new QLabel(this)),
      m_scroll(new QScrollArea(this)),
      m_add(new QPushButton(tr("Entry"), this)) {
    m_words->setObjectName(u"serviceSentence"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setProperty("role", u"muted"_s);
    m_words->setWordWrap(true);
    auto* words = new QVBoxLayout;
    words->setContentsMargins(space::medium, space::tight, space::medium, 0);
    words->addWidget(m_words);
    content().addLayout(words);
    m_scroll->setObjectName(u"serviceEntries"_s);
    m_scroll->setAccessibleName(tr("Entries"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    content().addWidget(m_scroll, 1);
    m_add->setObjectName(u"addEntry"_s);
    m_add->setToolTip(tr("Add ports, a protocol or another service"));
    m_add->setAutoDefault(false);
    setButtonIcon(*m_add, u"plus"_s, Color::TextMuted);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(space::medium, 0, space::medium, space::small);
    line->addWidget(m_add);
    line->addStretch(1);
    content().addLayout(line);
    connect(m_add, &QPushButton::clicked, this, &ServiceEditor::addEntry);
}

ServiceEditor::~ServiceEditor() {
    leave();
}

const model::ObjectHeader* ServiceEditor::headerOf(const QString& path) const {
    const model::Service* service = document().snapshot()->service(path);
    return service == nullptr ? nullptr : &service->header;
}

QString ServiceEditor::lockedBecause(const QString& path) const {
    const model::Service* service = document().snapshot()->service(path);
    return service != nullptr && isPredefined(*service)
               ? tr("Duplicate it to make one of your own: this service belongs to NSX, which "
                    "refuses every change of it.")
               : QString();
}

void ServiceEditor::loadContent() {
    const model::Service* service = document().snapshot()->service(path());
    m_entries = service == nullptr ? std::vector<model::ServiceEntry>() : service->entries;
    m_loaded = storedEntries();
    m_untouched = -1;
    m_add->setVisible(service == nullptr || !isPredefined(*service));
    rebuild(-1);
}

QJsonArray ServiceEditor::storedEntries() const {
    const model::Service* service = document().snapshot()->service(path());
    return service == nullptr ? QJsonArray() : jsonOf(service->entries);
}

bool ServiceEditor::isContentLoaded() const {
    return storedEntries() == m_loaded;
}

void ServiceEditor::followSnapshot() {
    m_loaded = storedEntries();
}

void ServiceEditor::rebuild(int focus) {
    for (ServiceEntryRow* row : m_rows) {
        row->disconnect(this);
    }
    m_rows.clear();
    if (QWidget* old = m_scroll->takeWidget()) {
        old->setParent(this);
        old->hide();
        old->deleteLater(); // one of its signals may be on the stack
    }
    const bool isLocked = !path().isEmpty() && !lockedBecause(path()).isEmpty();
    auto* body = new QWidget;
    body->setObjectName(u"serviceBody"_s);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(space::medium, space::small, space::medium, space::small);
    layout->setSpacing(space::small);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        auto* row =
            new ServiceEntryRow(m_entries[i], document().snapshot(), path(), isLocked, body);
        row->setObjectName(u"entry%1"_s.arg(i));
        layout->addWidget(row);
        m_rows.push_back(row);
        connectRow(row, i);
    }
    if (m_entries.empty()) {
        auto* empty = new QLabel(
            tr("The service has no entries and so matches nothing. Add its ports."), body);
        empty->setProperty("role", u"muted"_s);
        layout->addWidget(empty);
    }
    layout->addStretch(1);
    m_scroll->setWidget(body);
    m_words->setText(serviceInWords(m_entries, *document().snapshot()));
    if (focus >= 0 && static_cast<std::size_t>(focus) < m_rows.size()) {
        m_rows[static_cast<std::size_t>(focus)]->focusFirst();
        m_scroll->ensureWidgetVisible(m_rows[static_cast<std::size_t>(focus)]);
    }
}

void ServiceEditor::connectRow(ServiceEntryRow* row, std::size_t index) {
    const auto structure = [this](int focus) {
        QMetaObject::invokeMethod(
            this,
            [this, focus] {
                rebuild(focus);
                changed(false);
            },
            Qt::QueuedConnection);
    };
    connect(row, &ServiceEntryRow::edited, this, [this, row, index](bool typed) {
        m_entries[index] = row->entry();
        m_untouched = -1;
        changed(typed);
    });
    connect(row, &ServiceEntryRow::sortChosen, this, [this, row, index, structure](int sort) {
        m_entries[index] = withSort(row->entry(), entrySorts()[static_cast<std::size_t>(sort)]);
        m_untouched = -1;
        structure(static_cast<int>(index));
    });
    connect(row, &ServiceEntryRow::removeWanted, this, [this, index, structure] {
        m_entries.erase(m_entries.begin() + static_cast<std::ptrdiff_t>(index));
        m_untouched = -1;
        structure(std::max(0, static_cast<int>(index) - 1));
    });
}

void ServiceEditor::addEntry() {
    edit(false); // what was typed before is staged without the new one
    m_entries.push_back(newEntry());
    // Without ports it means all of them: nobody shall publish that by having added a line.
    m_untouched = static_cast<int>(m_entries.size()) - 1;
    rebuild(static_cast<int>(m_entries.size()) - 1);
    changed(false);
}

void ServiceEditor::changed(bool typed) {
    m_words->setText(serviceInWords(m_entries, *document().snapshot()));
    edit(typed);
}

bool ServiceEditor::isPossible() const {
    return m_untouched < 0 &&
           std::all_of(
               m_rows.begin(), m_rows.end(),
               [](const ServiceEntryRow* row) { return row->obstacle().isEmpty(); });
}

std::vector<model::ServiceEntry> ServiceEditor::entries() const {
    std::vector<model::ServiceEntry> entries = m_entries;
    QSet<QString> taken;
    for (const model::ServiceEntry& entry : entries) {
        taken.insert(entry.id);
    }
    int number = 1;
    for (model::ServiceEntry& entry : entries) {
        if (!entry.id.isEmpty()) {
            continue;
        }
        while (taken.contains(u"entry-%1"_s.arg(number))) {
            ++number;
        }
        entry.id = u"entry-%1"_s.arg(number);
        entry.displayName = UntrustedText(entry.id);
        taken.insert(entry.id);
    }
    return entries;
}

void ServiceEditor::stageContent() {
    const std::vector<model::ServiceEntry> wanted = entries();
    if (isPossible() && jsonOf(wanted) != storedEntries()) {
        m_entries = wanted; // the ids that they have from now on
        stageStep(change::changeService(
            *document().snapshot(), path(), tr("ports"),
            [&wanted](model::Service& changed) { changed.entries = wanted; }));
        m_loaded = storedEntries();
    }
}

Result<change::Step> ServiceEditor::creation(const model::ObjectHeader& header) {
    model::Service service;
    service.header = header;
    if (isPossible()) {
        service.entries = entries();
    }
    return change::createService(*document().snapshot(), std::move(service));
}

Result<change::Step>
ServiceEditor::headerChange(const QString& field,
                            const std::function<void(model::ObjectHeader&)>& change) {
    return change::changeService(*document().snapshot(), path(), field,
                                 [&change](model::Service& service) { change(service.header); });
}

void ServiceEditor::focusContent() {
    if (m_entries.empty() && m_add->isVisible()) {
        addEntry();
    }
    if (!m_rows.empty()) {
        m_rows.front()->focusFirst();
    }
}

} // namespace bulkhead::desktop
