// SPDX-License-Identifier: MIT
#include "desktop/connection/certificate_dialog.h"

#include "base/text.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/tokens.h"
#include "desktop/widgets/icon_label.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDialogWidth = 600;
constexpr qsizetype kBytesInLine = 16;
constexpr int kPictureSize = 32;

QString timeText(const QDateTime& time) {
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::LongFormat)
                          : CertificateDialog::tr("not stated");
}

QLabel* wrapped(const QString& text, const char* role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("role", QString::fromLatin1(role));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

CertificateDialog::CertificateDialog(const config::Target& target,
                                     const nsx::CertificateFacts& facts, Purpose purpose,
                                     QWidget* parent)
    : QDialog(parent), m_facts(facts) {
    setObjectName(u"certificateDialog"_s);
    setWindowTitle(tr("Certificate of %1").arg(cleanLine(target.name)));
    setModal(true);
    setMinimumWidth(kDialogWidth);
    const bool changed = purpose == Purpose::Decide && !target.fingerprintSha256.isEmpty() &&
                         target.fingerprintSha256 != facts.fingerprintSha256;
    const QString title = purpose == Purpose::Show ? tr("This certificate is in use")
                          : changed ? tr("The certificate of this manager has changed")
                                    : tr("Do you trust this manager?");
    const QString text =
        purpose == Purpose::Show ? tr("The connection to %1 is encrypted and checked against it.")
                                       .arg(cleanLine(target.host))
        : changed ? tr("%1 showed another certificate than the one that is pinned. If nobody "
                       "renewed it, somebody may sit between you and the manager.")
                        .arg(cleanLine(target.host))
                  : tr("%1 cannot be verified. Compare the fingerprint with the one that the "
                       "manager's administrator gives you; trust it only if they are equal.")
                        .arg(cleanLine(target.host));
    auto* picture = new IconLabel(kPictureSize, this);
    const bool calm = purpose == Purpose::Show;
    picture->setIcon(calm ? u"shield-check"_s : u"shield-alert"_s,
                     calm ? Color::Allow : Color::Drop);
    auto* heading = new QVBoxLayout;
    heading->setSpacing(space::tight);
    heading->addWidget(wrapped(title, "title", this));
    heading->addWidget(wrapped(text, "muted", this));
    auto* top = new QHBoxLayout;
    top->setSpacing(space::large);
    top->addWidget(picture, 0, Qt::AlignTop);
    top->addLayout(heading, 1);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::large);
    form->setVerticalSpacing(space::small);
    addFact(*form, tr("Manager"), cleanLine(u"%1:%2"_s.arg(target.host).arg(target.port)));
    addFact(*form, tr("Subject"), facts.subject);
    addFact(*form, tr("Issuer"), facts.selfSigned ? tr("itself (self-signed)") : facts.issuer);
    addFact(*form, tr("Valid for"), facts.names.join(u", "_s));
    addFact(*form, tr("Valid from"), timeText(facts.validFrom));
    addFact(*form, tr("Valid until"), timeText(facts.validTo));
    form->addRow(wrapped(tr("SHA-256"), "muted", this), makeFingerprint());
    for (const QString& problem : facts.problems) {
        QLabel* label = wrapped(problem, "body", this);
        label->setProperty("tone", u"error"_s);
        form->addRow(wrapped(tr("Problem"), "muted", this), label);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::large);
    layout->addLayout(top);
    layout->addLayout(form);
    layout->addStretch(1);
    addButtons(purpose);
}

void CertificateDialog::addFact(QFormLayout& form, const QString& label, const QString& value) {
    if (value.isEmpty()) {
        return;
    }
    QLabel* text = wrapped(value, "body", this);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form.addRow(wrapped(label, "muted", this), text);
}

QLabel* CertificateDialog::makeFingerprint() {
    const QStringList bytes = m_facts.fingerprintSha256.split(u':');
    QString lines;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        lines += bytes.at(i);
        if (i + 1 < bytes.size()) {
            lines += (i + 1) % kBytesInLine == 0 ? u'\n' : u' ';
        }
    }
    auto* label = wrapped(lines, "mono", this);
    label->setObjectName(u"certificateFingerprint"_s);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(tr("Fingerprint %1").arg(lines));
    return label;
}

QString CertificateDialog::configurationLine() const {
    return u"fingerprint_sha256: \"%1\""_s.arg(m_facts.fingerprintSha256);
}

void CertificateDialog::addButtons(Purpose purpose) {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::small);
    auto* copy = new QPushButton(tr("Copy line for config.yaml"), this);
    setButtonIcon(*copy, u"copy"_s);
    copy->setObjectName(u"certificateCopy"_s);
    copy->setToolTip(configurationLine().toHtmlEscaped());
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(configurationLine()); });
    row->addWidget(copy);
    row->addStretch(1);
    auto* cancel = new QPushButton(purpose == Purpose::Show ? tr("Close") : tr("Cancel"), this);
    cancel->setObjectName(u"certificateCancel"_s);
    cancel->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    if (purpose == Purpose::Decide) {
        auto* trust = new QPushButton(tr("Trust this certificate for this target"), this);
        trust->setObjectName(u"certificateTrust"_s);
        trust->setAutoDefault(false);
        connect(trust, &QPushButton::clicked, this, &QDialog::accept);
        row->addWidget(trust);
    }
    row->addWidget(cancel);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    cancel->setFocus();
}

} // namespace bulkhead::desktop
