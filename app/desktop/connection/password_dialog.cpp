// SPDX-License-Identifier: MIT
#include "desktop/connection/password_dialog.h"

#include "base/text.h"
#include "config/password_source.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/tokens.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr int kDialogWidth = 440;
} // namespace

PasswordDialog::PasswordDialog(const config::Target& target, const Error& reason, QWidget* parent)
    : QDialog(parent),
      m_password(new QLineEdit(this)),
      m_remember(new QCheckBox(tr("Remember it until the program ends"), this)),
      m_store(new QCheckBox(tr("Keep it in this desktop's secret store"), this)) {
    setObjectName(u"passwordDialog"_s);
    setWindowTitle(tr("Password for %1").arg(cleanLine(target.name)));
    setModal(true);
    setMinimumWidth(kDialogWidth);
    auto* title = new QLabel(
        tr("Password of %1 on %2").arg(cleanLine(target.username), cleanLine(target.host)), this);
    title->setProperty("role", u"title"_s);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    auto* hint =
        new QLabel(tr("To be asked no more, keep it in the secret store, or set the variable "
                      "%1.")
                       .arg(config::passwordVariable(target.name)),
                   this);
    hint->setProperty("role", u"muted"_s);
    hint->setTextFormat(Qt::PlainText);
    hint->setWordWrap(true);
    hint->setToolTip(reason.message().toHtmlEscaped());
    m_password->setObjectName(u"passwordField"_s);
    m_password->setAccessibleName(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->addAction(icon(u"key-round"_s, Color::TextMuted), QLineEdit::LeadingPosition);
    m_remember->setObjectName(u"passwordRemember"_s);
    m_store->setObjectName(u"passwordStore"_s);
    m_store->setToolTip(tr("GNOME Keyring, KWallet or the macOS Keychain. It is written once the "
                           "manager has accepted the password."));
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"passwordCancel"_s);
    cancel->setAutoDefault(false);
    auto* connectButton = new QPushButton(tr("Connect"), this);
    connectButton->setObjectName(u"passwordConnect"_s);
    connectButton->setProperty("primary", true);
    connectButton->setDefault(true);
    connectButton->setEnabled(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(connectButton);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::medium);
    layout->addWidget(title);
    layout->addWidget(hint);
    layout->addWidget(m_password);
    layout->addWidget(m_remember);
    layout->addWidget(m_store);
    layout->addSpacing(space::small);
    layout->addLayout(buttons);
    connect(m_password, &QLineEdit::textChanged, connectButton,
            [connectButton](const QString& text) { connectButton->setEnabled(!text.isEmpty()); });
    // What the store keeps is remembered anyway.
    connect(m_store, &QCheckBox::toggled, m_remember, [this](bool stored) {
        m_remember->setEnabled(!stored);
        m_remember->setChecked(stored || m_remember->isChecked());
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(connectButton, &QPushButton::clicked, this, &QDialog::accept);
    m_password->setFocus();
}

config::Secret PasswordDialog::takePassword() {
    config::Secret secret(m_password->text());
    m_password->clear();
    return secret;
}

KeepPassword PasswordDialog::keep() const {
    return m_store->isChecked()      ? KeepPassword::InSecretStore
           : m_remember->isChecked() ? KeepPassword::UntilTheEnd
                                     : KeepPassword::Once;
}

} // namespace bulkhead::desktop
