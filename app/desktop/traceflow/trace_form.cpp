// SPDX-License-Identifier: MIT
#include "desktop/traceflow/trace_form.h"

#include "base/text.h"
#include "desktop/estate/document.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/traceflow/end_field.h"
#include "nsx/trace_packet.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStyle>
#include <QToolButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHighestPort = 65535;
constexpr int kDefaultPort = 443;
constexpr int kDefaultSourcePort = 1234;
constexpr int kDefaultTtl = 64;
constexpr int kHighestTtl = 255;
const QString kDefaultFlags = u"SYN"_s;

QSpinBox* makeNumber(const QString& name, const QString& title, int highest, int value,
                     QWidget* parent) {
    auto* box = new QSpinBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(title);
    box->setRange(0, highest);
    box->setValue(value);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    return box;
}

QLabel* makeTitle(const QString& text, QWidget* buddy, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("role", u"overline"_s);
    label->setBuddy(buddy);
    return label;
}

bool hasPorts(const QString& protocol) {
    return protocol == u"TCP" || protocol == u"UDP";
}

} // namespace

TraceForm::TraceForm(Document& document, QWidget* parent)
    : QWidget(parent),
      m_source(new EndField(u"traceSource"_s, tr("From"), document, EndRole::Source, this)),
      m_destination(
          new EndField(u"traceDestination"_s, tr("To"), document, EndRole::Destination, this)),
      m_protocol(new QComboBox(this)),
      m_port(makeNumber(u"tracePort"_s, tr("Destination port"), kHighestPort, kDefaultPort, this)),
      m_portLabel(makeTitle(tr("Port"), m_port, this)),
      m_summary(new QLabel(this)),
      m_trace(new QPushButton(tr("Trace"), this)) {
    setObjectName(u"traceForm"_s);
    m_protocol->setObjectName(u"traceProtocol"_s);
    m_protocol->setAccessibleName(tr("Protocol"));
    m_protocol->addItems({u"TCP"_s, u"UDP"_s, u"ICMP"_s, u"ICMPv6"_s, u"DNS"_s, u"DHCP"_s});
    m_summary->setObjectName(u"traceProblem"_s);
    m_summary->setProperty("role", u"small"_s);
    m_summary->setProperty("tone", u"error"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_trace->setObjectName(u"traceRun"_s);
    m_trace->setProperty("primary", true);
    m_trace->setAutoDefault(false);
    m_trace->setShortcut(QKeySequence(tr("Ctrl+Return")));
    setButtonIcon(*m_trace, u"play"_s, Color::OnAccent);
    auto* more = new QToolButton(this);
    more->setObjectName(u"traceMore"_s);
    more->setText(tr("More"));
    more->setCheckable(true);
    more->setFocusPolicy(Qt::StrongFocus);
    more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setButtonIcon(*more, u"chevron-right"_s, Color::TextMuted);
    QWidget* details = makeMore();
    details->hide();
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(space::large, space::medium, space::large, space::medium);
    grid->setHorizontalSpacing(space::small);
    grid->setVerticalSpacing(space::tight);
    grid->addWidget(m_source, 0, 0, 1, 2);
    grid->addWidget(m_destination, 1, 0, 1, 2);
    grid->addWidget(makeTitle(tr("Protocol"), m_protocol, this), 2, 0);
    grid->addWidget(m_portLabel, 2, 1);
    grid->addWidget(m_protocol, 3, 0);
    grid->addWidget(m_port, 3, 1);
    grid->addWidget(details, 4, 0, 1, 2);
    grid->addWidget(m_summary, 5, 0, 1, 2);
    grid->addWidget(more, 6, 0, Qt::AlignLeft);
    grid->addWidget(m_trace, 6, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    connect(more, &QToolButton::toggled, this, [more, details](bool isOpen) {
        details->setVisible(isOpen);
        setButtonIcon(*more, isOpen ? u"chevron-down"_s : u"chevron-right"_s, Color::TextMuted);
    });
    connect(m_source, &EndField::changed, this, &TraceForm::look);
    connect(m_destination, &EndField::changed, this, &TraceForm::look);
    connect(m_source, &EndField::submitted, this, &TraceForm::submit);
    connect(m_destination, &EndField::submitted, this, &TraceForm::submit);
    connect(m_protocol, &QComboBox::currentIndexChanged, this, &TraceForm::look);
    connect(m_trace, &QPushButton::clicked, this, &TraceForm::submit);
    look();
}

QWidget* TraceForm::makeMore() {
    auto* box = new QWidget(this);
    box->setObjectName(u"traceDetails"_s);
    m_flagRow = new QWidget(box);
    auto* flags = new QGridLayout(m_flagRow);
    flags->setContentsMargins(0, 0, 0, 0);
    flags->setSpacing(space::tight);
    constexpr int kColumns = 3;
    for (const QString& name : {u"SYN"_s, u"ACK"_s, u"FIN"_s, u"RST"_s, u"PSH"_s, u"URG"_s}) {
        auto* flag = new QCheckBox(name, m_flagRow);
        flag->setObjectName(u"traceFlag"_s + name);
        flag->setChecked(name == kDefaultFlags);
        const int place = static_cast<int>(m_flags.size());
        flags->addWidget(flag, place / kColumns, place % kColumns);
        m_flags << flag;
    }
    m_sourcePort =
        makeNumber(u"traceSourcePort"_s, tr("Source port"), kHighestPort, kDefaultSourcePort, box);
    m_ttl = makeNumber(u"traceTtl"_s, tr("Time to live"), kHighestTtl, kDefaultTtl, box);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, space::small, 0, 0);
    grid->setHorizontalSpacing(space::small);
    grid->setVerticalSpacing(space::tight);
    grid->addWidget(makeTitle(tr("Source port"), m_sourcePort, box), 0, 0);
    grid->addWidget(makeTitle(tr("Time to live"), m_ttl, box), 0, 1);
    grid->addWidget(m_sourcePort, 1, 0);
    grid->addWidget(m_ttl, 1, 1);
    grid->addWidget(m_flagRow, 2, 0, 1, 2);
    return box;
}

QString TraceForm::protocol() const {
    return m_protocol->currentText();
}

/// Who asks for an address need not know whom to ask.
bool TraceForm::isDhcpToAll() const {
    return protocol() == u"DHCP" && m_destination->end().typed.isEmpty();
}

QString TraceForm::packetProblem() const {
    const FlowEnd& source = m_source->end();
    const FlowEnd& destination = m_destination->end();
    if (!source.address || !destination.address) {
        return {};
    }
    nsx::TracePacket packet;
    packet.protocol = nsx::traceProtocol(protocol()).value_or(packet.protocol);
    packet.source = *source.address;
    packet.destination = *destination.address;
    const bool isChosenByProgram = !source.isAddressTyped || !destination.isAddressTyped;
    const bool needsV6 = packet.protocol == nsx::TraceProtocol::IcmpV6 ||
                         packet.source.family != packet.destination.family;
    if (isChosenByProgram && needsV6) {
        return {}; // the operation looks for addresses of the family that fits
    }
    const Result<void> checked = nsx::checkPacket(packet);
    return checked ? QString() : checked.error().explanation();
}

/// NSX does not know the gateway of a VLAN segment.
QString TraceForm::vlanProblem() const {
    const FlowEnd& source = m_source->end();
    const FlowEnd& destination = m_destination->end();
    const bool isElsewhere = destination.isUsable() &&
                             destination.segmentPath != source.segmentPath &&
                             !destination.segmentPath.isEmpty();
    return source.isOnVlan && isElsewhere ? tr("Trace to a machine on the same segment: %1 is on a "
                                               "VLAN segment, whose gateway "
                                               "NSX does not know.")
                                                .arg(source.label())
                                          : QString();
}

QString TraceForm::problem() const {
    const FlowEnd& source = m_source->end();
    const FlowEnd& destination = m_destination->end();
    if (!m_obstacle.isEmpty()) {
        return m_obstacle;
    }
    for (const FlowEnd* end : {&source, &destination}) {
        if (!end->problem.isEmpty()) {
            return end->problem;
        }
    }
    const QString vlan = vlanProblem();
    return vlan.isEmpty() ? packetProblem() : vlan;
}

void TraceForm::look() {
    const bool ports = hasPorts(protocol());
    m_port->setEnabled(ports);
    m_portLabel->setEnabled(ports);
    m_sourcePort->setEnabled(ports);
    m_flagRow->setVisible(protocol() == u"TCP");
    m_destination->setForeignProblem(vlanProblem());
    const bool isComplete =
        m_source->end().isUsable() && (m_destination->end().isUsable() || isDhcpToAll());
    const QString general = !m_obstacle.isEmpty() ? m_obstacle : packetProblem();
    m_summary->setText(general);
    m_summary->setVisible(!general.isEmpty());
    m_trace->setEnabled(isComplete && problem().isEmpty());
    m_trace->setToolTip(problem().toHtmlEscaped());
}

void TraceForm::submit() {
    if (const QJsonObject made = arguments(); !made.isEmpty()) {
        Q_EMIT traceRequested(made);
    } else if (!m_source->end().isUsable()) {
        m_source->focusField();
    } else if (!m_destination->end().isUsable()) {
        m_destination->focusField();
    }
}

QJsonObject TraceForm::arguments() const {
    if (!m_trace->isEnabled()) {
        return {};
    }
    const FlowEnd& source = m_source->end();
    const FlowEnd& destination = m_destination->end();
    QJsonObject made{{u"protocol"_s, protocol()}, {u"ttl"_s, m_ttl->value()}};
    made.insert(u"src_vm"_s, source.machineId);
    if (source.isAddressTyped) {
        made.insert(u"src_ip"_s, source.address->toString());
    }
    if (!destination.machineId.isEmpty()) {
        made.insert(u"dst_vm"_s, destination.machineId);
    }
    if (destination.isAddressTyped) {
        made.insert(u"dst_ip"_s, destination.address->toString());
    }
    if (hasPorts(protocol())) {
        made.insert(u"dst_port"_s, m_port->value());
        made.insert(u"src_port"_s, m_sourcePort->value());
    }
    if (protocol() == u"TCP") {
        QStringList flags;
        for (const QCheckBox* flag : m_flags) {
            if (flag->isChecked()) {
                flags << flag->text();
            }
        }
        made.insert(u"tcp_flags"_s, flags.join(u','));
    }
    return made;
}

void TraceForm::fill(const QJsonObject& given) {
    const auto first = [&given](const QStringList& keys) {
        for (const QString& key : keys) {
            if (const QString text = given.value(key).toString(); !text.isEmpty()) {
                return text;
            }
        }
        return QString();
    };
    m_protocol->setCurrentIndex(
        std::max(0, m_protocol->findText(first({u"protocol"_s}), Qt::MatchFixedString)));
    m_port->setValue(given.value(u"dst_port"_s).toInt(kDefaultPort));
    m_sourcePort->setValue(given.value(u"src_port"_s).toInt(kDefaultSourcePort));
    m_ttl->setValue(given.value(u"ttl"_s).toInt(kDefaultTtl));
    const QString flags = given.value(u"tcp_flags"_s).toString(kDefaultFlags);
    for (QCheckBox* flag : m_flags) {
        flag->setChecked(flags.contains(flag->text(), Qt::CaseInsensitive));
    }
    m_source->setText(first({u"src_ip"_s, u"src_vm"_s, u"src_lport_id"_s}));
    m_destination->setText(first({u"dst_ip"_s, u"dst_vm"_s}));
    look();
}

void TraceForm::setEnds(const QString& source, const QString& destination) {
    if (!source.isEmpty()) {
        m_source->setText(source);
    }
    if (!destination.isEmpty()) {
        m_destination->setText(destination);
    }
}

void TraceForm::focusFirst() {
    (m_source->end().isUsable() ? m_destination : m_source)->focusField();
}

void TraceForm::setObstacle(const QString& sentence) {
    if (m_obstacle != sentence) {
        m_obstacle = sentence;
        look();
    }
}

QString flowWords(const QJsonObject& flow) {
    const auto text = [&flow](const QStringList& keys) {
        for (const QString& key : keys) {
            if (const QString word = cleanLine(flow.value(key).toString()); !word.isEmpty()) {
                return word;
            }
        }
        return u"?"_s;
    };
    QString words = text({u"source"_s, u"src_vm"_s, u"src_ip"_s, u"src_lport_id"_s}) + u" → "_s +
                    text({u"destination"_s, u"dst_vm"_s, u"dst_ip"_s}) + u", "_s +
                    text({u"protocol"_s});
    if (const QJsonValue port = flow.value(u"dst_port"_s); port.isDouble()) {
        words += u' ' + QString::number(port.toInt());
    }
    return words;
}

} // namespace bulkhead::desktop
