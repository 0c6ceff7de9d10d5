// Talks to the playground's server; every refusal becomes an Error with its reason.

async function answerOf(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error || response.statusText);
  return body;
}

export async function get(path) {
  return answerOf(await fetch(path));
}

export async function send(method, path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  return answerOf(await fetch(path, { method, headers, body: JSON.stringify(body) }));
}

export function act(person, name, body = {}) {
  return send("POST", `/play/people/${person}/${name}`, body);
}

export async function upload(person, name, files, fields = {}) {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.append(key, value);
  files.forEach((file, index) => form.append(`file${index}`, file, file.name));
  const path = `/play/people/${person}/${name}`;
  return answerOf(await fetch(path, { method: "POST", body: form }));
}

export function listen(onState) {
  const source = new EventSource("/play/events");
  source.onmessage = (event) => onState(JSON.parse(event.data));
}
