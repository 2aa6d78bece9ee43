// SPDX-License-Identifier: MIT
#include "console/doctor/examination.h"
#include "nsx/api_path.h"
#include "nsx/connection.h"

#include <QDateTime>
#include <QJsonDocument>

#include <cstdlib>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

/// What the program itself does at most (nsx/connection.h): less on the manager means refusals.
constexpr int kOwnRate = 80;
constexpr int kOwnConcurrency = 6;
constexpr qint64 kMostSkewSeconds = 60;

using ConnectionPointer = std::shared_ptr<nsx::Connection>;
using Judge = Check (*)(const QString& name, const QJsonObject& answer);

/// Why the manager is not asked at all; empty: it is.
QString obstacle(const Examination& examination) {
    if (examination.context->invocation.arguments.contains(u"skip-auth"_s)) {
        return u"Left out by --skip-auth."_s;
    }
    if (!examination.target) {
        return u"No target could be chosen."_s;
    }
    if (!examination.password) {
        return u"No password is known."_s;
    }
    if (!examination.contact || !examination.contact->isTrusted) {
        return u"There is no trusted connection."_s;
    }
    return {};
}

QStringList names() {
    return {u"Login"_s, u"Version"_s, u"Role"_s, u"API limits"_s, u"Clock"_s, u"Firewall"_s};
}

Check versionCheck(const nsx::ManagerFacts& facts) {
    return facts.productVersion.isEmpty()
               ? warned(u"Version"_s, u"The manager did not tell its version."_s,
                        u"Give the user a role that may read it, to be sure of the features."_s)
               : passed(u"Version"_s, u"NSX "_s + facts.productVersion);
}

Check roleCheck(const nsx::ManagerFacts& facts) {
    const QString name = u"Role"_s;
    if (facts.roles.isEmpty()) {
        return warned(name, u"The manager did not tell the roles of "_s + facts.userName + u'.',
                      u"Ask the manager's administrator which rights the user has."_s);
    }
    const QString detail = facts.userName + u" has "_s + facts.roles.join(u", "_s);
    // Roles that read and never write (NSX 4.2); any other may write something.
    static const QStringList readers{u"auditor"_s, u"security_op"_s, u"network_op"_s,
                                     u"support_bundle_collector"_s};
    for (const QString& role : facts.roles) {
        if (!readers.contains(role)) {
            return passed(name, detail);
        }
    }
    return warned(name, detail + u": it can read, changes will be refused."_s,
                  u"Use a user with a role such as security_engineer to change the firewall."_s);
}

Check limitsCheck(const QString& name, const QJsonObject& answer) {
    const QJsonValue rate = answer.value(u"client_api_rate_limit"_s);
    const QJsonValue concurrency = answer.value(u"client_api_concurrency_limit"_s);
    const auto shown = [](const QJsonValue& value) {
        if (!value.isDouble()) {
            return u"an unknown number"_s;
        }
        return value.toInteger() == 0 ? u"no limit"_s : QString::number(value.toInteger());
    };
    const QString detail =
        u"%1 requests a second and %2 at once for a user"_s.arg(shown(rate), shown(concurrency));
    const auto isLess = [](const QJsonValue& value, int own) {
        return value.isDouble() && value.toInteger() > 0 && value.toInteger() < own;
    };
    if (isLess(rate, kOwnRate) || isLess(concurrency, kOwnConcurrency)) {
        return warned(
            name,
            detail + u": less than Bulkhead uses (%1 and %2)."_s.arg(kOwnRate).arg(kOwnConcurrency),
            u"Expect slower answers, or raise the limits of the API service."_s);
    }
    return passed(name, detail);
}

Check clockCheck(const QString& name, const QJsonObject& answer) {
    const QJsonValue time = answer.value(u"system_time"_s);
    if (!time.isDouble()) {
        return skipped(name, u"The manager did not tell its time."_s);
    }
    const qint64 seconds = (time.toInteger() - QDateTime::currentMSecsSinceEpoch()) / 1000;
    if (std::abs(seconds) <= kMostSkewSeconds) {
        return passed(name, u"The manager's clock and this one agree within a minute."_s);
    }
    return warned(name,
                  u"The manager's clock is %1 seconds %2 this one."_s.arg(std::abs(seconds))
                      .arg(seconds > 0 ? u"ahead of"_s : u"behind"_s),
                  u"Let both follow the same NTP servers: certificates, maintenance windows and "
                  u"audit times depend on them."_s);
}

Check firewallCheck(const QString& name, const QJsonObject& answer) {
    const QJsonValue isOn = answer.value(u"enable_firewall"_s);
    if (!isOn.isBool()) {
        return skipped(name, u"The manager did not tell whether it is on."_s);
    }
    return isOn.toBool() ? passed(name, u"The distributed firewall is on."_s)
                         : warned(name, u"The distributed firewall is off: no rule is enforced."_s,
                                  u"Switch it on in the manager's security settings."_s);
}

/// One read and its judgement. What a role may not read is left out, not failed.
QCoro::Task<void> ask(ExaminationPointer examination, ConnectionPointer connection, QString name,
                      QString path, Judge judge) {
    const auto answer = co_await connection->get(path, {}, examination->context->token);
    if (answer) {
        examination->add(judge(name, QJsonDocument::fromJson(answer->body).object()));
        co_return;
    }
    const ErrorKind kind = answer.error().kind;
    if (kind == ErrorKind::Permission || kind == ErrorKind::NotFound) {
        examination->add(skipped(name, u"This manager or this role does not show it."_s));
    } else {
        examination->add(failed(name, answer.error()));
    }
}

} // namespace

QCoro::Task<void> checkManager(ExaminationPointer examination) {
    if (const QString why = obstacle(*examination); !why.isEmpty()) {
        for (const QString& name : names()) {
            examination->add(skipped(name, why));
        }
        co_return;
    }
    const config::Target target = *examination->target;
    const auto connection = std::make_shared<nsx::Connection>(target, *examination->password);
    const auto facts = co_await connection->open(examination->context->token);
    if (!facts) {
        examination->add(failed(u"Login"_s, facts.error()));
        for (const QString& name : names().mid(1)) {
            examination->add(skipped(name, u"There is no login."_s));
        }
    } else {
        examination->add(passed(u"Login"_s, u"Logged in to "_s + facts->host + u'.'));
        examination->add(versionCheck(*facts));
        examination->add(roleCheck(*facts));
        const QString firewall = nsx::infraRoot(target) + u"/settings/firewall/security"_s;
        co_await ask(examination, connection, u"API limits"_s, u"/api/v1/cluster/api-service"_s,
                     limitsCheck);
        co_await ask(examination, connection, u"Clock"_s, u"/api/v1/node"_s, clockCheck);
        co_await ask(examination, connection, u"Firewall"_s, firewall, firewallCheck);
    }
    const auto closed = co_await connection->close();
    static_cast<void>(closed);
}

} // namespace bulkhead::console
