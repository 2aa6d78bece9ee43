// SPDX-License-Identifier: MIT
#include "console/setup/secret_command.h"

#include "base/text.h"
#include "config/configuration.h"
#include "config/password_source.h"
#include "console/exit_code.h"
#include "guard/redactor.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

Result<config::Target> wantedTarget(const OnceContext& context) {
    const QString file = config::configurationFile(context.invocation.source.configFile);
    const auto configuration = config::loadConfiguration(file);
    if (!configuration) {
        return fail(configuration.error());
    }
    const QString name = context.invocation.arguments.value(u"target_name"_s).toString();
    auto target = config::selectTarget(*configuration, name);
    if (target && target->auth == config::AuthMode::Certificate) {
        return fail(ErrorKind::InvalidInput, u"Name a target that logs in with a password."_s,
                    u"Target "_s + cleanLine(target->name) + u" uses a client certificate."_s,
                    target->name);
    }
    return target;
}

Task<config::Secret> obtain(std::shared_ptr<OnceContext> context, config::Target target) {
    const QString variable = context->invocation.arguments.value(u"password-env"_s).toString();
    if (!variable.isEmpty()) {
        co_return secretFromVariable(variable);
    }
    if (!context->prompt->isPossible()) {
        co_return fail(ErrorKind::InvalidInput,
                       u"Run it on a terminal, or name the variable that holds the password with "
                       u"--password-env."_s,
                       u"Nobody can be asked for the password here."_s);
    }
    const QString question =
        u"Password of "_s + cleanLine(target.username) + u" on "_s + cleanLine(target.name);
    const std::shared_ptr<Prompt> prompt = context->prompt;
    auto secret = co_await prompt->hidden(question, context->token);
    if (secret && secret->isEmpty()) {
        co_return fail(ErrorKind::Declined, u"Type a password."_s,
                       u"It was empty; nothing was stored."_s);
    }
    if (secret) {
        guard::Redactor::process().learn(secret->reveal());
    }
    co_return secret;
}

Task<std::monostate> storeIt(std::shared_ptr<OnceContext> context, config::Target target) {
    const std::shared_ptr<config::SecretStore> store = config::desktopSecretStore();
    const auto secret = co_await obtain(context, target);
    if (!secret) {
        co_return fail(secret.error());
    }
    const auto written = co_await store->write(target.name, *secret);
    if (!written) {
        co_return fail(written.error());
    }
    context->terminal->print(
        u"Stored the password of target %1 in the secret store.\n"_s.arg(cleanLine(target.name)));
    if (const auto other = config::findPassword(target); other) {
        context->terminal->complain(
            u"note: %1 has a password for this target too and comes first."_s.arg(
                cleanLine(other->source)));
    }
    co_return done();
}

} // namespace

Result<config::Secret> secretFromVariable(const QString& variable) {
    config::Secret secret(qEnvironmentVariable(variable.toUtf8().constData()));
    if (secret.isEmpty()) {
        return fail(ErrorKind::InvalidInput,
                    u"Set the variable %1 to the password."_s.arg(cleanLine(variable)),
                    u"It is not set or empty."_s, variable);
    }
    guard::Redactor::process().learn(secret.reveal());
    return secret;
}

QCoro::Task<int> setSecret(std::shared_ptr<OnceContext> context) {
    const auto target = wantedTarget(*context);
    if (!target) {
        co_return complainAbout(*context->terminal, target.error());
    }
    const auto stored = co_await storeIt(context, *target);
    co_return stored ? kDone : complainAbout(*context->terminal, stored.error());
}

QCoro::Task<int> deleteSecret(std::shared_ptr<OnceContext> context) {
    // The target may be gone from the configuration: its password must be removable all the same.
    const QString name = context->invocation.arguments.value(u"target_name"_s).toString();
    const std::shared_ptr<config::SecretStore> store = config::desktopSecretStore();
    const auto removed = co_await store->remove(name);
    if (!removed) {
        co_return complainAbout(*context->terminal, removed.error());
    }
    context->terminal->print(
        u"Removed the password of target %1 from the secret store.\n"_s.arg(cleanLine(name)));
    co_return kDone;
}

} // namespace bulkhead::console
