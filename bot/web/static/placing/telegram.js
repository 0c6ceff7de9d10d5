// Inside Telegram: what a Mini App says to the program that shows it, without Telegram's
// own script (https://core.telegram.org/api/web-events).

export const inTelegram = /[#&]tgWebApp(Data|Version)=/.test(location.hash);

export function begin() {
  if (!inTelegram) return;
  tell("web_app_ready");
  tell("web_app_expand");
  // A finger that moves a place down must not close the window.
  tell("web_app_setup_swipe_behavior", { allow_vertical_swipe: false });
}

export function askBeforeClosing(pending) {
  if (inTelegram) tell("web_app_setup_closing_behavior", { need_confirmation: pending });
}

export function close() {
  tell("web_app_close");
}

function tell(eventType, eventData = {}) {
  const message = JSON.stringify({ eventType, eventData });
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(eventType, JSON.stringify(eventData));
  else if (window.external && "notify" in window.external) window.external.notify(message);
  else if (window.parent !== window) window.parent.postMessage(message, "*");
}
