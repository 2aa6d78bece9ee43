// SPDX-License-Identifier: MIT
#include "desktop/services/service_entry_row.h"

#include "base/text.h"
#include "desktop/services/service_entry_words.h"
#include "desktop/theme/icons.h"
#include "desktop/widgets/field_problem.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;
using model::ServiceEntryKind;

namespace {

constexpr int kNumberWidth = 120;
constexpr int kLastByte = 255;
constexpr int kLastEtherType = 65535;

} // namespace

ServiceEntryRow::ServiceEntryRow(const model::ServiceEntry& entry,
                                 const snapshot::SnapshotPointer& snapshot, const QString& owner,
                                 bool readOnly, QWidget* parent)
    : QWidget(parent),
      m_entry(entry),
      m_snapshot(snapshot),
      m_owner(owner),
      m_line(new QHBoxLayout),
      m_problem(makeProblemLabel(this)) {
    m_line->setContentsMargins(0, 0, 0, 0);
    m_line->setSpacing(space::small);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::hair);
    layout->addLayout(m_line);
    layout->addWidget(m_problem);
    addSorts(readOnly);
    addFields();
    m_line->addStretch(1);
    if (!readOnly) {
        auto* remove = new QToolButton(this);
        remove->setObjectName(u"entryRemove"_s);
        remove->setToolTip(tr("Remove (Alt+Delete)"));
        remove->setAccessibleName(tr("Remove the entry"));
        remove->setFocusPolicy(Qt::StrongFocus);
        setButtonIcon(*remove, u"x"_s, Color::TextMuted);
        connect(remove, &QToolButton::clicked, this, &ServiceEntryRow::removeWanted);
        m_line->addWidget(remove);
    }
    for (QLineEdit* field : findChildren<QLineEdit*>()) {
        field->setReadOnly(readOnly);
    }
    check();
}

void ServiceEntryRow::addSorts(bool readOnly) {
    const int current = sortIndexOf(m_entry);
    if (current < 0 || readOnly) {
        auto* words = new QLabel(current < 0 ? model::inWords(m_entry)
                                             : entrySorts()[static_cast<std::size_t>(current)].text,
                                 this);
        words->setTextFormat(Qt::PlainText);
        m_line->addWidget(words);
        return;
    }
    auto* box = new QComboBox(this);
    box->setObjectName(u"entrySort"_s);
    box->setAccessibleName(tr("Kind of entry"));
    box->setFocusPolicy(Qt::StrongFocus);
    for (const EntrySort& sort : entrySorts()) {
        box->addItem(sort.text);
    }
    box->setCurrentIndex(current);
    connect(box, &QComboBox::activated, this, &ServiceEntryRow::sortChosen);
    m_line->addWidget(box);
}

void ServiceEntryRow::addFields() {
    switch (m_entry.kind.value()) {
    case ServiceEntryKind::L4PortSet:
        addPortFields();
        break;
    case ServiceEntryKind::Icmp:
        addNumber(u"icmpType"_s, tr("type"), m_entry.icmpType, kLastByte, tr("any"));
        addNumber(u"icmpCode"_s, tr("code"), m_entry.icmpCode, kLastByte, tr("any"));
        break;
    case ServiceEntryKind::IpProtocol:
        addNumber(u"protocolNumber"_s, tr("number"), m_entry.protocolNumber, kLastByte, u"47"_s);
        break;
    case ServiceEntryKind::EtherType:
        addNumber(u"etherType"_s, tr("type"), m_entry.etherType, kLastEtherType, u"0x0806"_s);
        break;
    case ServiceEntryKind::Alg: {
        auto* box = new QComboBox(this);
        box->setObjectName(u"alg"_s);
        box->setAccessibleName(tr("Protocol of the application gateway"));
        box->setFocusPolicy(Qt::StrongFocus);
        box->addItems(algWords());
        box->setCurrentText(m_entry.alg);
        connect(box, &QComboBox::textActivated, this, [this](const QString& word) {
            m_entry.alg = word;
            Q_EMIT edited(false);
        });
        m_line->addWidget(box);
        addPortFields();
        break;
    }
    case ServiceEntryKind::Nested:
        addNested();
        break;
    default:
        break;
    }
}

ServiceEntryRow::Take ServiceEntryRow::takePorts(QStringList& ports) {
    return [&ports](const QString& text) {
        const Result<QStringList> taken = portsFrom(text);
        if (taken) {
            ports = *taken;
        }
        return taken ? QString() : taken.error().remedy;
    };
}

void ServiceEntryRow::addPortFields() {
    addField(u"destinationPorts"_s, tr("to ports"), m_entry.destinationPorts.join(u", "_s),
             tr("any port"), takePorts(m_entry.destinationPorts));
    addField(u"sourcePorts"_s, tr("from ports"), m_entry.sourcePorts.join(u", "_s), tr("any port"),
             takePorts(m_entry.sourcePorts));
}

void ServiceEntryRow::addNumber(const QString& name, const QString& title,
                                std::optional<int>& number, int most, const QString& hint) {
    const QString text = number ? QString::number(*number) : QString();
    QLineEdit* field = addField(name, title, text, hint, [&number, most](const QString& typed) {
        const Result<std::optional<int>> taken = numberFrom(typed, most);
        if (taken) {
            number = *taken;
        }
        return taken ? QString() : taken.error().remedy;
    });
    field->setMaximumWidth(kNumberWidth);
}

void ServiceEntryRow::addNested() {
    QStringList names;
    for (const model::Service& service : m_snapshot->services()) {
        if (service.header.path != m_owner) {
            names << service.header.label();
        }
    }
    const QString current = m_entry.nestedServicePath.isEmpty()
                                ? QString()
                                : m_snapshot->nameOf(m_entry.nestedServicePath);
    QLineEdit* field =
        addField(u"nestedService"_s, tr("service"), current, tr("Name of a service"),
                 [this](const QString& typed) {
                     const QString name = typed.trimmed();
                     const auto service = m_snapshot->findService(name);
                     const bool isItself = service && (*service)->header.path == m_owner;
                     if (service && !isItself) {
                         m_entry.nestedServicePath = (*service)->header.path;
                         return QString();
                     }
                     m_entry.nestedServicePath.clear();
                     return name.isEmpty() ? QString()
                            : isItself
                                ? tr("A service cannot contain itself.")
                                : tr("No single service is named “%1”.").arg(cleanLine(name));
                 });
    addCompletions(*field, names);
}

QLineEdit* ServiceEntryRow::addField(const QString& name, const QString& title, const QString& text,
                                     const QString& hint, Take take) {
    auto* label = new QLabel(title, this);
    label->setProperty("role", u"muted"_s);
    auto* field = new QLineEdit(text, this);
    field->setObjectName(name);
    field->setAccessibleName(title);
    field->setPlaceholderText(hint);
    label->setBuddy(field);
    m_line->addWidget(label);
    m_line->addWidget(field, 1);
    const std::size_t index = m_mistakes.size();
    m_mistakes.emplace_back(field, QString());
    connect(field, &QLineEdit::textChanged, this,
            [this, index, take = std::move(take)](const QString& typed) {
                m_mistakes[index].second = take(typed);
                check();
                Q_EMIT edited(true);
            });
    return field;
}

void ServiceEntryRow::check() {
    m_obstacle = entryProblem(m_entry);
    for (const auto& [field, mistake] : m_mistakes) {
        markProblem(*field, *m_problem, mistake);
        if (!mistake.isEmpty()) {
            m_obstacle = mistake;
        }
    }
    showProblem(*m_problem, m_obstacle);
    setAccessibleDescription(m_obstacle);
}

void ServiceEntryRow::focusFirst() {
    QWidget* target = m_mistakes.empty() ? static_cast<QWidget*>(findChild<QComboBox*>())
                                         : m_mistakes.front().first;
    if (target != nullptr) {
        target->setFocus(Qt::OtherFocusReason);
    }
}

void ServiceEntryRow::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers() == Qt::AltModifier && event->key() == Qt::Key_Delete) {
        Q_EMIT removeWanted();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace bulkhead::desktop
